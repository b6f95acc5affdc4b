package im.carillon.bench;

/** Finds the ends of frames in the bytes of one stream. Sees every byte once, in order. */
interface Cutter {

    /** Not in the given bytes: more are needed. */
    int MORE = -1;

    /** Scans on from {@code from} and returns the index behind the frame's last byte, or {@link #MORE}. */
    int cut(byte[] bytes, int from, int to);

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
