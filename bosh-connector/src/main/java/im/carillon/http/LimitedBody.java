package im.carillon.http;

import java.io.IOException;
import java.io.InputStream;

/** A body that is not read beyond its limit. Used by one thread. */
final class LimitedBody extends InputStream {

    /** There is more than an endpoint takes. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final InputStream body;
    private long left;

    LimitedBody(InputStream body, long most) {
        this.body = body;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        // one more than there may be, to know whether there is
        int count = body.read(into, offset, (int) Math.min(length, left + 1));
        if (count > left) {
            throw new TooLarge();
        }
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
