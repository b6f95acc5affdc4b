package im.carillon.session;

import im.carillon.stanza.Stanza;
import im.carillon.xml.XmlElement;
import java.util.function.Predicate;

/**
 * Keeps back what a session can get later. Called by any thread; {@code out} sends to the session and
 * tells whether it took the stanza.
 */
public interface Holdback {

    /** Keeps a stanza that is stored nowhere, or sends it behind what was kept. */
    boolean pass(Stanza stanza, Predicate<XmlElement> out);

    /** Sends what was kept, because something comes that cannot wait. */
    void release(Predicate<XmlElement> out);

    /** The same, and from now on nothing is kept. */
    void end(Predicate<XmlElement> out);
}
