package im.carillon.session;

import im.carillon.session.Unanswered.Request;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Unanswered requests as bytes. */
final class RequestCodec {

    private RequestCodec() {}

    static byte[] encode(List<Request> requests) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Request request : requests) {
                out.writeUTF(request.id());
                out.writeUTF(request.to());
                out.writeLong(request.answer());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static List<Request> decode(byte[] stored) {
        List<Request> requests = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            while (in.available() > 0) {
                requests.add(new Request(in.readUTF(), in.readUTF(), in.readLong()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("stored requests cannot be read", e);
        }
        return List.copyOf(requests);
    }
}
