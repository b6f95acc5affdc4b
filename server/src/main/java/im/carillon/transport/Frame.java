package im.carillon.transport;

import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import java.util.Optional;

/** One thing a peer sent, cut out and, on most transports, not yet parsed. */
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

    /**
     * The same from a transport that had to parse it to find it.
     *
     * @param bytes how many it was sent in, roughly
     * @param progress how far the peer has come with it
     */
    record Parsed(XmlElement element, int bytes, Optional<Progress> progress) implements Frame {

        public Parsed(XmlElement element, int bytes) {
            this(element, bytes, Optional.empty());
        }

        @Override
        public int size() {
            return OVERHEAD + bytes;
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
     *
     * @param progress how far the peer has come by then
     */
    record Barrier(Runnable reached, Optional<Progress> progress) implements Frame {

        public Barrier(Runnable reached) {
            this(reached, Optional.empty());
        }
    }

    /**
     * The peer of a {@link LastingConnection} has found it again after a restart.
     *
     * @param answer the first answer that it did not get
     */
    record Found(long answer) implements Frame {}

    /** What was promised for earlier answers of a {@link LastingConnection} goes out in this one. */
    record Postponed(long answer) implements Frame {}

    /** The connection is gone; always the last one. */
    record Disconnected() implements Frame {}
}
