package im.carillon.transport;

import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlLimits;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * One peer's connection. Every method may be called from any thread and none of them blocks.
 */
public interface Connection {

    InetAddress remoteAddress();

    /** Whether bytes are encrypted now. */
    boolean isSecure();

    /** The same with more detail; what it is now. */
    default Protection protection() {
        return isSecure() ? Protection.TLS : Protection.OPEN;
    }

    /** What binds a login to this TLS connection (RFC 5929, RFC 9266), if there is that type. */
    Optional<byte[]> channelBinding(String type);

    /** The wire form of an element inside the stream. */
    byte[] encode(XmlElement element);

    /** The wire form of the opening of a stream: {@code root} carries its attributes. */
    byte[] encodeOpening(XmlElement root);

    /** The wire form of the end of a stream. */
    byte[] encodeClosing();

    /**
     * Sends bytes; {@link ConnectionHandler#written} tells when they are out. There must be no more
     * than one call under way.
     */
    void write(byte[] bytes);

    /** Sends several things as one write; for transports that keep them apart on the wire. */
    default void write(List<byte[]> pieces) {
        write(Pieces.joined(pieces));
    }

    /**
     * The same, by the calling thread as far as the peer takes it.
     *
     * @return whether all of it is out already; {@link ConnectionHandler#written} then does not tell
     */
    default boolean writeNow(List<byte[]> pieces) {
        write(pieces);
        return false;
    }

    /** Whether it gathers what is written by itself, so that putting a write off gains nothing. */
    default boolean gathers() {
        return false;
    }

    /**
     * Runs one of both: the first when the peer has everything that was written before, the second when
     * it never will. A transport that is not told takes everything for received.
     */
    default void whenReceived(Runnable received, Runnable lost) {
        received.run();
    }

    /** Stops reading from the peer, which then feels it through TCP. */
    void pauseReading();

    void resumeReading();

    /** Other limits for what comes next. */
    void limits(XmlLimits limits);

    /** A new stream header follows (RFC 6120 §4.3.3); call before the peer is told. */
    void expectRestart();

    /**
     * Switches to TLS now; called by {@link ConnectionHandler#written} when the last plain bytes are
     * out. Plain bytes that arrived by then are dropped (RFC 6120 §5.4.2.3).
     *
     * @param host the name the peer asked for, for choosing a certificate
     */
    void startTls(String host);

    /** Closes once everything written so far is out. */
    void close();

    /** Closes now. */
    void abort();
}
