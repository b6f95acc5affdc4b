package im.carillon.session;

import im.carillon.stanza.StreamException;
import im.carillon.transport.Protection;
import im.carillon.xml.XmlElement;
import java.net.InetAddress;

/** The stream that carries a session now. Its methods may be called from any thread, never block. */
public interface SessionStream {

    /** @return whether the stream still takes anything */
    boolean send(XmlElement element);

    /**
     * Sends a stanza. Then exactly one of both runs: the client has it, as far as this transport can
     * know; or it never will, over this stream.
     */
    default void send(XmlElement stanza, Runnable received, Runnable lost) {
        if (send(stanza)) {
            received.run();
        } else {
            lost.run();
        }
    }

    /** How many bytes it has taken that are not on their way to the client yet. */
    default int waiting() {
        return 0;
    }

    /** Ends the stream with an error, and with it the session. */
    void close(StreamException error);

    /** Another stream has taken over the session: this one ends with a {@code <conflict/>}, the session goes on. */
    void replaced();

    /** Ends the connection without a word more, so that the client comes back and resumes. */
    void suspend();

    InetAddress remoteAddress();

    boolean isSecure();

    /** The same with more detail. */
    default Protection protection() {
        return isSecure() ? Protection.TLS : Protection.OPEN;
    }
}
