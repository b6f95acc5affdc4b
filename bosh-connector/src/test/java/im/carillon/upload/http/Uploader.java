package im.carillon.upload.http;

import im.carillon.http.RawHttp;
import im.carillon.http.RawHttp.Answer;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Somebody who uploads to a {@link TestServer}, byte by byte if need be. */
final class Uploader implements AutoCloseable {

    static final String NAMESPACE = "urn:xmpp:http:upload:0";
    static final String SERVICE = "upload.localhost";

    private final TestServer server;
    private final RawClient client;
    private int requests;

    /** Addresses that were granted. */
    record Slot(URI put, URI get) {

        String putPath() {
            return put.getRawPath() + '?' + put.getRawQuery();
        }

        String getPath() {
            return get.getRawPath();
        }
    }

    Uploader(TestServer server, String name) throws IOException {
        this.server = server;
        this.client = server.login(name, "test");
    }

    RawClient client() {
        return client;
    }

    /** Asks for a slot; the answer may be an error. */
    XmlElement ask(String attributes, String content) throws IOException {
        return client.ask(
                "get",
                "slot-" + ++requests,
                SERVICE,
                "<request xmlns='" + NAMESPACE + "' " + attributes + ">" + content + "</request>");
    }

    XmlElement ask(String attributes) throws IOException {
        return ask(attributes, "");
    }

    Slot slot(String attributes, String content) throws IOException {
        XmlElement answer = ask(attributes, content);
        XmlElement slot =
                answer.child(NAMESPACE, "slot").orElseThrow(() -> new AssertionError("there is no slot in " + answer));
        return new Slot(address(slot, "put"), address(slot, "get"));
    }

    Slot slot(String name, int size, String type) throws IOException {
        return slot("filename='" + name + "' size='" + size + "' content-type='" + type + "'", "");
    }

    private static URI address(XmlElement slot, String name) {
        return URI.create(slot.child(NAMESPACE, name).orElseThrow().attributeOr("url", ""));
    }

    Answer put(Slot slot, byte[] content, String type) throws IOException {
        return put(slot.putPath(), content, "Content-Type: " + type);
    }

    Answer put(String path, byte[] content, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Content-Length: ").append(content.length).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        try (RawHttp http = RawHttp.connect(server)) {
            return http.send(head.append("\r\n").toString()).send(content).answer();
        }
    }

    Answer get(Slot slot, String... headers) throws IOException {
        return RawHttp.get(server, slot.getPath(), headers);
    }

    Answer head(Slot slot, String... headers) throws IOException {
        try (RawHttp http = RawHttp.connect(server)) {
            return http.head(slot.getPath(), headers);
        }
    }

    /** Uploads a text, which has to work. */
    Slot upload(String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        Slot slot = slot(name, content.length, "text/plain");
        Answer answer = put(slot, content, "text/plain");
        if (answer.status() != 201) {
            throw new AssertionError("not stored: " + answer);
        }
        return slot;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
