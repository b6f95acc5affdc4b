package im.carillon.http;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A buffer whose bytes are those of a file, so that the kernel may send them from there.
 *
 * @param buffer mapped from the file
 * @param start where in the file the buffer begins
 */
record FileBytes(ByteBuffer buffer, FileChannel file, long start) {

    long position() {
        return start + buffer.position();
    }
}
