package im.carillon.bosh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Encoded elements that wait for a request to go out with. Guarded by their session's lock. */
final class WaitingPayload {

    private static final byte[] STREAM_ERROR = "<stream:error".getBytes(StandardCharsets.US_ASCII);

    private List<byte[]> elements = List.of();
    private int bytes;
    private boolean streamError;

    void add(byte[] element) {
        if (elements.isEmpty()) {
            elements = new ArrayList<>(4);
        }
        elements.add(element);
        bytes += element.length;
        streamError |= Body.startsWith(element, STREAM_ERROR);
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    int bytes() {
        return bytes;
    }

    /** Whether the stream ended with an error, which is the last element. */
    boolean hasStreamError() {
        return streamError;
    }

    List<byte[]> takeAll() {
        List<byte[]> all = elements;
        elements = List.of();
        bytes = 0;
        return all;
    }
}
