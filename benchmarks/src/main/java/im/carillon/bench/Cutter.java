package im.carillon.bench;

/** Finds the ends of frames in the bytes of one stream. Sees every byte once, in order. */
interface Cutter {

    /** Not in the given bytes: more are needed. */
    int MORE = -1;

    /** Scans on from {@code from} and returns the index behind the frame's last byte, or {@link #MORE}. */
    int cut(byte[] bytes, int from, int to);

    /** Where the text of a frame begins that was cut from there. */
    default int begin(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] <= ' ' && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /** Whether a frame is the transport's own business. */
    default boolean isControl(byte[] bytes, int from) {
        return false;
    }

    /** A new stream begins with the next byte (RFC 6120 §6.3.2, §5.4.3.3). */
    void reset();

    /** Frames of the bare relay: one line each. */
    final class Lines implements Cutter {
        @Override
        public int cut(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '\n') {
                    return i + 1;
                }
            }
            return MORE;
        }

        @Override
        public void reset() {}
    }
}
