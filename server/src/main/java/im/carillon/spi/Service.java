package im.carillon.spi;

import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import java.util.function.Consumer;

/** Something with a subdomain of its own, such as {@code conference.example.org}. */
public interface Service {

    /** The label in front of the host, such as {@code conference}. */
    String label();

    /**
     * Handles a stanza for any address of the subdomain, on the sender's thread. What is thrown becomes
     * the error answer.
     *
     * @param unit what the stanza does; answers and notices go out with it
     * @param output routes a stanza as part of the unit
     */
    void handle(Stanza stanza, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException;
}
