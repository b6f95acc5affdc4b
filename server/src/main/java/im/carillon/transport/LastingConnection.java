package im.carillon.transport;

import java.util.OptionalLong;

/**
 * A connection that is not tied to a socket: after a restart of the server the peer finds it again by
 * itself. What is needed for that is stored with the session it carries. No method blocks.
 *
 * <p>What the peer gets comes in numbered answers. By the number of the first one that it did not get,
 * it becomes known after a crash which stored stanzas it has.
 */
public interface LastingConnection extends Connection {

    /** By which it is found again; whoever reads it cannot take the connection over. */
    byte[] key();

    /** What was agreed on when it began. */
    byte[] terms();

    /** How long the peer may be away, in seconds. */
    int patience();

    /** The last answer that the peer certainly has, if that is another one than when this was asked last. */
    OptionalLong confirmed();

    /**
     * The answer in which something will go out that is being stored now. That answer waits until
     * {@link #kept} was called as often as this named it.
     */
    long promise();

    /** What was promised for this answer has been written, or never will be. */
    void kept(long answer);

    /** Ends the connection without a word: the peer will find it again in another process. */
    void suspend();
}
