package im.carillon.http;

import im.carillon.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/1.1 client that sends exactly the bytes a test gives it. Used by one thread. Every wait ends
 * after some seconds with an error.
 */
public final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int PAUSE_MILLIS = 100;

    private final Socket socket;

    /** An answer; names of headers are in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {}

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    public static RawHttp connect(TestServer server) throws IOException {
        return new RawHttp(new Socket(InetAddress.getLoopbackAddress(), port(server, false)));
    }

    public static RawHttp connectSecurely(TestServer server) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port(server, true));
        SSLSocket secure = (SSLSocket)
                server.trust().getSocketFactory().createSocket(plain, TestServer.HOST, plain.getPort(), true);
        secure.startHandshake();
        return new RawHttp(secure);
    }

    public static int port(TestServer server, boolean secure) {
        return server.server()
                .get(JettyListener.class)
                .addresses(secure)
                .getFirst()
                .getPort();
    }

    /** One request on a connection of its own. */
    public static Answer get(TestServer server, String path, String... headers) throws IOException {
        try (RawHttp http = connect(server)) {
            return http.request("GET", path, headers);
        }
    }

    /** Asks for the headers alone. */
    public Answer head(String path, String... headers) throws IOException {
        return begin("HEAD", path, headers).answer(false);
    }

    /** Sends a request without a body, as HTTP wants it. */
    public Answer request(String method, String path, String... headers) throws IOException {
        return begin(method, path, headers).answer();
    }

    private RawHttp begin(String method, String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request.append("\r\n").toString());
    }

    public RawHttp send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.UTF_8));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    public SSLSocket secureSocket() {
        return (SSLSocket) socket;
    }

    /** The next answer, whose body must have a length. */
    public Answer answer() throws IOException {
        return answer(true);
    }

    /** The body of the next answer, which must be a good one. */
    public byte[] binaryAnswer() throws IOException {
        Answer head = answer(false);
        if (head.status() / 100 != 2) {
            throw new AssertionError("there is no body to " + head);
        }
        return input().readNBytes(Integer.parseInt(head.headers().getOrDefault("content-length", "0")));
    }

    private Answer answer(boolean hasBody) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        boolean bodiless = !hasBody || status[1].equals("304") || status[1].equals("204");
        int length = bodiless ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Answer(
                Integer.parseInt(status[1]), headers, new String(input().readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = input().read(); b != '\n'; b = input().read()) {
            if (b < 0) {
                throw new AssertionError("the server closed the connection after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server closes the connection without saying anything more. */
    public boolean isClosed() throws IOException {
        try {
            return input().read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** Sends something, and tells whether the server closes the connection instead of waiting for more. */
    public boolean isClosedAfter(String bytes) throws IOException {
        try {
            send(bytes);
            socket.setSoTimeout(PAUSE_MILLIS);
            return input().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
