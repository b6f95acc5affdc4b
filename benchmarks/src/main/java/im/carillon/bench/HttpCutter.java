package im.carillon.bench;

/** Cuts what an HTTP/1.1 server sends into responses, each with the length of its content in its header. */
final class HttpCutter implements Cutter {
    private static final byte[] OK = Frame.bytes("HTTP/1.1 200 ");
    private static final byte[] LENGTH = Frame.bytes("content-length:");

    private int ends;
    private int header;

    /** What of the content has not come; -1 while the header is being read. */
    private int left = -1;

    @Override
    public int cut(byte[] bytes, int from, int to) {
        int i = from;
        if (left < 0) {
            i = endOfHeader(bytes, from, to);
            if (i == MORE) {
                return MORE;
            }
        }
        int here = Math.min(left, to - i);
        left -= here;
        if (left > 0) {
            return MORE;
        }
        left = -1;
        return i + here;
    }

    private int endOfHeader(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            header++;
            ends = bytes[i] == '\n' ? ends + 1 : bytes[i] == '\r' ? ends : 0;
            if (ends == 2) {
                left = length(bytes, i + 1 - header, i);
                ends = 0;
                header = 0;
                return i + 1;
            }
        }
        return MORE;
    }

    private static int length(byte[] bytes, int from, int to) {
        if (!Frame.startsWith(bytes, from, to, OK)) {
            throw new BenchmarkException("Not what was asked for: " + Frame.text(bytes, from, to));
        }
        int at = field(bytes, from, to);
        while (bytes[at] == ' ') {
            at++;
        }
        int length = 0;
        for (; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            length = 10 * length + bytes[at] - '0';
        }
        return length;
    }

    private static int field(byte[] bytes, int from, int to) {
        for (int i = from; i < to - LENGTH.length; i++) {
            if (bytes[i] == '\n' && isLength(bytes, i + 1)) {
                return i + 1 + LENGTH.length;
            }
        }
        throw new BenchmarkException("No length: " + Frame.text(bytes, from, to));
    }

    private static boolean isLength(byte[] bytes, int at) {
        for (int i = 0; i < LENGTH.length; i++) {
            int c = bytes[at + i];
            if ((c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c) != LENGTH[i]) {
                return false;
            }
        }
        return true;
    }

    /** The content; the header was looked at before. */
    @Override
    public int begin(byte[] bytes, int from, int to) {
        int found = 0;
        int i = from;
        while (found < 2) {
            found = bytes[i] == '\n' ? found + 1 : bytes[i] == '\r' ? found : 0;
            i++;
        }
        return i;
    }

    @Override
    public void reset() {
        throw new IllegalStateException("a connection carries one protocol");
    }
}
