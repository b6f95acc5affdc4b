package im.carillon.spi;

import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import java.util.function.Consumer;

/** Something with a subdomain of its own, such as {@code conference.example.org}. */
public interface Service {

    /** The label in front of the host, such as {@code conference}. */
    String label();

    /**
     * Handles a stanza for any address of the subdomain, on the sender's thread.
     *
     * @param output where answers go
     */
    void handle(Stanza stanza, Consumer<Stanza> output) throws StanzaException;
}
