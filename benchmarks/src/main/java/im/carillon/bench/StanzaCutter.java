package im.carillon.bench;

/**
 * Cuts a stream into its header (with the XML declaration before it), the elements at its first level, and its closing
 * tag. Counts depth and quotes and nothing else: the load must cost less than what it measures, and the server's output
 * was checked elsewhere. CDATA sections are not understood; servers of this protocol do not send them.
 */
final class StanzaCutter implements Cutter {
    private enum State {
        TEXT,
        OPENED,
        START_TAG,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        END_TAG,
        DECLARATION
    }

    private State state = State.TEXT;
    private int depth;
    private boolean slash;

    @Override
    public void reset() {
        state = State.TEXT;
        depth = 0;
        slash = false;
    }

    @Override
    public int cut(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (state == State.TEXT) {
                i = find(bytes, i, to, (byte) '<');
                if (i < to) {
                    state = State.OPENED;
                    i++;
                }
            } else if (state == State.SINGLE_QUOTED || state == State.DOUBLE_QUOTED) {
                i = find(bytes, i, to, (byte) (state == State.SINGLE_QUOTED ? '\'' : '"'));
                if (i < to) {
                    state = State.START_TAG;
                    i++;
                }
            } else if (tagByte(bytes[i++])) {
                return i;
            }
        }
        return MORE;
    }

    private boolean tagByte(byte b) {
        return switch (state) {
            case OPENED -> {
                state = b == '/' ? State.END_TAG : b == '?' || b == '!' ? State.DECLARATION : State.START_TAG;
                slash = false;
                yield false;
            }
            case START_TAG -> startTagByte(b);
            case END_TAG -> b == '>' && closed();
            case DECLARATION -> {
                if (b == '>') {
                    state = State.TEXT;
                }
                yield false;
            }
            default -> throw new IllegalStateException(state.name());
        };
    }

    private boolean startTagByte(byte b) {
        switch (b) {
            case '\'' -> state = State.SINGLE_QUOTED;
            case '"' -> state = State.DOUBLE_QUOTED;
            case '>' -> {
                state = State.TEXT;
                depth++;
                return slash ? closed() : depth == 1;
            }
            default -> {}
        }
        slash = b == '/';
        return false;
    }

    private boolean closed() {
        state = State.TEXT;
        depth--;
        return depth <= 1;
    }

    private static int find(byte[] bytes, int from, int to, byte wanted) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }
}
