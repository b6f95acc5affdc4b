package im.carillon.command.control;

/**
 * One message of the control channel: a byte for the kind, four for the length, the payload.
 *
 * <p>A client sends a REQUEST, then any number of DATA frames and an END; the server answers with one
 * ANSWER, and the next request may follow. REQUEST and ANSWER are JSON, DATA is text in UTF-8 cut
 * anywhere.
 */
public record Frame(Kind kind, byte[] payload) {

    /** Kinds of frames, and how large each may be. */
    public enum Kind {
        REQUEST('R', 256 << 10),
        DATA('D', 64 << 10),
        END('E', 0),
        ANSWER('A', 64 << 20);

        private final int code;
        private final int largest;

        Kind(int code, int largest) {
            this.code = code;
            this.largest = largest;
        }

        int code() {
            return code;
        }

        /** Bytes of payload. */
        public int largest() {
            return largest;
        }
    }

    static Frame of(Kind kind) {
        return new Frame(kind, new byte[0]);
    }
}
