package im.carillon.session;

import im.carillon.stanza.Stanza;
import im.carillon.xml.XmlElement;

/** Keeps back what a session can get later. Called by any thread. */
public interface Holdback {

    /** Sends to the session. */
    @FunctionalInterface
    interface Out {

        /** @return whether the session took it */
        boolean send(XmlElement stanza);
    }

    /** Keeps a stanza that is stored nowhere, or sends it behind what was kept. */
    boolean pass(Stanza stanza, Out out);

    /** Sends what was kept, because something comes that cannot wait. */
    void release(Out out);

    /** The same, and from now on nothing is kept. */
    void end(Out out);
}
