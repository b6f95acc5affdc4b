package im.carillon.bench;

/** Cuts what a server sends into the answer to the handshake and the frames that follow it (RFC 6455 §5.2). */
final class WebSocketCutter implements Cutter {
    private static final int CONTROL = 8;

    private boolean upgraded;
    private int ends;

    /** The header of the frame that is being read, as far as it came. */
    private int headerBytes;

    private int lengthBytes;
    private int left;

    @Override
    public int cut(byte[] bytes, int from, int to) {
        return upgraded ? frame(bytes, from, to) : handshake(bytes, from, to);
    }

    private int handshake(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            ends = bytes[i] == '\n' ? ends + 1 : bytes[i] == '\r' ? ends : 0;
            if (ends == 2) {
                upgraded = true;
                return i + 1;
            }
        }
        return MORE;
    }

    private int frame(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (headerBytes < 2 || lengthBytes > 0)) {
            header(bytes[i++]);
        }
        if (headerBytes < 2 || lengthBytes > 0) {
            return MORE;
        }
        int here = Math.min(left, to - i);
        left -= here;
        if (left > 0) {
            return MORE;
        }
        headerBytes = 0;
        return i + here;
    }

    private void header(byte b) {
        headerBytes++;
        if (headerBytes == 2) {
            left = b & 0x7f;
            lengthBytes = left < 126 ? 0 : left == 126 ? 2 : 8;
            left = lengthBytes == 0 ? left : 0;
        } else if (headerBytes > 2) {
            left = left << 8 | b & 0xff;
            lengthBytes--;
        }
    }

    @Override
    public int begin(byte[] bytes, int from, int to) {
        if (bytes[from] >= 0) {
            return from; // the handshake
        }
        int length = bytes[from + 1] & 0x7f;
        return from + (length < 126 ? 2 : length == 126 ? 4 : 10);
    }

    @Override
    public boolean isControl(byte[] bytes, int from) {
        return bytes[from] < 0 && (bytes[from] & CONTROL) != 0;
    }

    /** The WebSocket stays when a new stream begins on it. */
    @Override
    public void reset() {}
}
