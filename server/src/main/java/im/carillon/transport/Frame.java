package im.carillon.transport;

import im.carillon.xml.XmlException;

/** One thing a peer sent, cut out and not yet parsed. */
public sealed interface Frame {

    /** What even the smallest frame takes up: objects and its place in a queue, in bytes. */
    int OVERHEAD = 64;

    /** What it takes up while it waits, in bytes. */
    default int size() {
        return 0;
    }

    /** The opening tag of a stream. */
    record StreamOpened(byte[] header) implements Frame {
        @Override
        public int size() {
            return OVERHEAD + header.length;
        }
    }

    /** A complete element at the first level of the stream. */
    record Element(byte[] bytes) implements Frame {
        @Override
        public int size() {
            return OVERHEAD + bytes.length;
        }
    }

    /** The closing tag of the stream. */
    record StreamClosed() implements Frame {}

    /** Bytes that cannot be accepted; nothing follows. */
    record Broken(XmlException cause) implements Frame {}

    /** The stream is now encrypted. */
    record Secured() implements Frame {}

    /**
     * Runs what it carries once everything that came before it on this stream is handled: durable, or
     * answered with an error. Must not block.
     */
    record Barrier(Runnable reached) implements Frame {}

    /** The connection is gone; always the last one. */
    record Disconnected() implements Frame {}
}
