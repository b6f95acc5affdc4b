package im.carillon.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The answer of an {@link HttpEndpoint}. */
public record HttpReply(int status, Map<String, String> headers, Body body) {

    /** What follows the headers. */
    public sealed interface Body {}

    /** All of it at once. */
    public record Whole(byte[] bytes) implements Body {}

    /** Written piece by piece, for as long as it takes; each flush reaches the client. */
    public record Streamed(Writer writer) implements Body {}

    /** Writes a body; an {@link IOException} tells that the client is gone. */
    @FunctionalInterface
    public interface Writer {
        void writeTo(OutputStream out) throws IOException;
    }

    public static HttpReply of(int status) {
        return new HttpReply(status, Map.of(), new Whole(new byte[0]));
    }

    public static HttpReply text(int status, String text) {
        return of(status).withBody("text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public HttpReply withBody(String type, byte[] bytes) {
        return new HttpReply(status, headers, new Whole(bytes)).withHeader("Content-Type", type);
    }

    public HttpReply withBody(String type, Writer writer) {
        return new HttpReply(status, headers, new Streamed(writer)).withHeader("Content-Type", type);
    }

    public HttpReply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpReply(status, more, body);
    }
}
