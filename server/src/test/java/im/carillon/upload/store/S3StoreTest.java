package im.carillon.upload.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import im.carillon.config.S3Config;
import im.carillon.testkit.ManualClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store against a bucket that checks every signature and every hash. */
class S3StoreTest {

    private static final String SUFFIX = "-0123456789abcdef";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock();
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private HttpServer service;
    private S3Store store;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::answer);
        service.start();
        store = store("secret");
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private S3Store store(String secret) {
        String endpoint = "http://127.0.0.1:" + service.getAddress().getPort();
        return new S3Store(new S3Config(endpoint, "eu-1", "bucket", "files/", "key", secret), folder, clock);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getRawPath();
        String query = exchange.getRequestURI().getRawQuery();
        if (!isSigned(exchange, path, query == null ? "" : query, body)) {
            reply(exchange, 403, "<Error>SignatureDoesNotMatch</Error>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String key = path.substring("/bucket/".length());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(key, body);
                reply(exchange, 200, new byte[0]);
            }
            case "DELETE" -> reply(exchange, objects.remove(key) == null ? 404 : 204, new byte[0]);
            default -> {
                byte[] object = key.isEmpty() ? listing() : objects.get(key);
                if (object == null) {
                    reply(exchange, 404, new byte[0]);
                } else {
                    reply(exchange, key.isEmpty() ? 200 : 206, part(object, exchange));
                }
            }
        }
    }

    private byte[] listing() {
        StringBuilder list = new StringBuilder("<ListBucketResult>");
        objects.keySet()
                .forEach(key -> list.append("<Contents><Key>")
                        .append(key)
                        .append("</Key><LastModified>")
                        .append(clock.instant())
                        .append("</LastModified></Contents>"));
        return list.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(byte[] object, HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range == null) {
            return object;
        }
        String[] ends = range.substring("bytes=".length()).split("-");
        return Arrays.copyOfRange(object, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
    }

    private boolean isSigned(HttpExchange exchange, String path, String query, byte[] body) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        Map<String, String> signed = new TreeMap<>();
        for (String name :
                authorization.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1").split(";")) {
            signed.put(name, exchange.getRequestHeaders().getFirst(name));
        }
        String hash = signed.getOrDefault("x-amz-content-sha256", "");
        String expected = new Signature("key", "secret", "eu-1", "s3")
                .of(new Signature.Signed(exchange.getRequestMethod(), path, query, signed, hash), clock.instant());
        return authorization.equals(expected) && hash.equals(sha256(body));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String keep(String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path file = Files.write(folder.resolve("arrived"), bytes);
        String place = sha256(bytes) + SUFFIX;
        store.keep(file, place, bytes.length, sha256(bytes));
        return place;
    }

    @Test
    void whatIsKeptCanBeRead() throws Exception {
        String place = keep("0123456789");

        assertThat(objects).containsOnlyKeys("files/" + place);
        try (InputStream part = store.read(place, 2, 3)) {
            assertThat(part.readAllBytes()).asString().isEqualTo("234");
        }
        store.remove(place);
        store.remove(place);
        assertThatThrownBy(() -> store.read(place, 0, 1)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aServiceThatRefusesIsQuoted() throws Exception {
        store = store("wrong");
        assertThatThrownBy(() -> keep("x"))
                .isInstanceOf(IOException.class)
                .hasMessage("the storage service answered 403: <Error>SignatureDoesNotMatch</Error>");
        assertThat(folder.resolve("arrived")).exists();
    }

    @Test
    void whatNobodyKnowsIsRemoved() throws Exception {
        String known = keep("known");
        keep("unknown");
        objects.put("files/other", new byte[1]);

        assertThat(store.removeUnknown(known::equals, clock.instant())).isZero();
        assertThat(store.removeUnknown(known::equals, clock.instant().plus(Duration.ofDays(1))))
                .isEqualTo(1);
        assertThat(objects).containsOnlyKeys("files/" + known, "files/other");
    }
}
