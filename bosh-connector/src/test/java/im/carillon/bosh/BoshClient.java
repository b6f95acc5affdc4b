package im.carillon.bosh;

import im.carillon.http.JettyListener;
import im.carillon.jid.FullJid;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A client of BOSH that can be made to do anything: each {@link Pending} request has a connection of
 * its own, and its answer can be awaited, or lost. The methods that speak XMPP behave as XEP-0124
 * wants, with one request held. Used by one thread.
 */
final class BoshClient {

    static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
    static final String XBOSH = " xmlns:xmpp='urn:xmpp:xbosh' xmpp:version='1.0'";

    private static final int PATIENCE_MILLIS = 20_000;
    private static final XmlParser PARSER = new XmlParser(new XmlLimits(8 << 20, 200, 200, 1_000));

    private final int port;
    private final Deque<XmlElement> received = new ArrayDeque<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long rid = 1573741820;
    private String sid = "";
    private FullJid address = FullJid.of("nobody@localhost/nowhere");
    private XmlElement creation = XmlElement.of("", "none");

    private BoshClient(int port) {
        this.port = port;
    }

    static BoshClient of(TestServer server) {
        return new BoshClient(server.server()
                .get(JettyListener.class)
                .addresses(false)
                .getFirst()
                .getPort());
    }

    /** Another page with the same session. */
    BoshClient attached() {
        BoshClient other = new BoshClient(port);
        other.sid = sid;
        other.rid = rid;
        other.address = address;
        return other;
    }

    /** The same page, when the server is another process. */
    BoshClient attachedTo(TestServer server) {
        BoshClient other = of(server);
        other.sid = sid;
        other.rid = rid;
        other.address = address;
        return other;
    }

    /** Sends an earlier request again, and leaves it to be answered when the server likes. */
    void repeat(int before, String payload) throws IOException {
        pending.add(send(rid - before, "", payload));
    }

    String sid() {
        return sid;
    }

    long rid() {
        return rid;
    }

    FullJid address() {
        return address;
    }

    /** The answer that began the session. */
    XmlElement creation() {
        return creation;
    }

    /** The rid of the next request. */
    long nextRid() {
        return ++rid;
    }

    /** An answer as it came. */
    record HttpAnswer(int status, Map<String, String> headers, byte[] bytes) {

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        XmlElement body() {
            try {
                return PARSER.parse(bytes);
            } catch (XmlException e) {
                throw new AssertionError(status + " " + text(), e);
            }
        }

        String condition() {
            return body().attributeOr("condition", "");
        }

        boolean terminates() {
            return body().attributeOr("type", "").equals("terminate");
        }
    }

    /** A request that was sent. */
    static final class Pending implements AutoCloseable {

        private final Socket socket;

        private Pending(Socket socket) {
            this.socket = socket;
        }

        HttpAnswer answer() throws IOException {
            try (socket) {
                return read(socket.getInputStream());
            }
        }

        /** Whether nothing has come, after some milliseconds. */
        boolean isHeldFor(int millis) throws IOException {
            socket.setSoTimeout(millis);
            try {
                return socket.getInputStream().read() == Integer.MIN_VALUE;
            } catch (java.net.SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        }

        /** The network fails. */
        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    static HttpAnswer read(InputStream in) throws IOException {
        String status = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new HttpAnswer(Integer.parseInt(status.split(" ")[1]), headers, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new AssertionError("the server closed the connection after: " + line);
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends any bytes. */
    Pending raw(String request) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return new Pending(socket);
    }

    Pending post(String body) throws IOException {
        return post(body, "");
    }

    Pending post(String body, String headers) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return raw("POST /http-bind HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml; charset=utf-8\r\n" + headers
                + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    /** A request of this session with any rid. */
    Pending send(long rid, String attributes, String payload) throws IOException {
        return post("<body rid='" + rid + "' sid='" + sid + "' " + attributes + " " + NS + ">" + payload + "</body>");
    }

    /** The next request of this session. */
    Pending send(String attributes, String payload) throws IOException {
        return send(nextRid(), attributes, payload);
    }

    HttpAnswer ask(String attributes, String payload) throws IOException {
        return send(attributes, payload).answer();
    }

    /** Begins a session. */
    HttpAnswer begin(String attributes) throws IOException {
        HttpAnswer answer = post("<body rid='" + rid + "' " + attributes + XBOSH + " " + NS + "/>")
                .answer();
        creation = answer.body();
        sid = creation.attributeOr("sid", "");
        return answer;
    }

    /** Begins a session as most clients do. */
    XmlElement begin() throws IOException {
        return begin("to='localhost' ver='1.6' wait='60' hold='1' xml:lang='en' content='text/xml; charset=utf-8'")
                .body();
    }

    BoshClient login(String name, String resource) throws IOException {
        begin();
        authenticate(name);
        bind(resource);
        return this;
    }

    void authenticate(String name) throws IOException {
        String response =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + name).getBytes(StandardCharsets.UTF_8));
        XmlElement answer = ask("", "<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>" + response + "</auth>")
                .body();
        if (!answer.hasChild(Namespaces.SASL, "success")) {
            throw new AssertionError("login failed: " + answer);
        }
        ask("to='localhost' xmpp:restart='true' xml:lang='en' xmlns:xmpp='urn:xmpp:xbosh'", "");
    }

    void bind(String resource) throws IOException {
        HttpAnswer answer = ask(
                "",
                "<iq type='set' id='bind' xmlns='jabber:client'><bind xmlns='" + Namespaces.BIND + "'><resource>"
                        + resource + "</resource></bind></iq>");
        address = answer.body()
                .child(Namespaces.CLIENT, "iq")
                .flatMap(iq -> iq.child(Namespaces.BIND, "bind"))
                .flatMap(bind -> bind.childText(Namespaces.BIND, "jid"))
                .map(FullJid::of)
                .orElseThrow(() -> new AssertionError("binding failed: " + answer.text()));
    }

    /** Sends something, and leaves the request to be answered when the server likes. */
    BoshClient say(String payload) throws IOException {
        while (pending.size() > 1) {
            collect();
        }
        pending.add(send("", payload));
        return this;
    }

    private void collect() throws IOException {
        HttpAnswer answer = pending.remove().answer();
        if (answer.terminates()) {
            throw new AssertionError("the session ended: " + answer.text());
        }
        received.addAll(answer.body().children());
    }

    /** Asks for more until the right stanza comes; what comes before it is dropped. */
    XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (System.nanoTime() < end) {
            while (!received.isEmpty()) {
                XmlElement element = received.remove();
                if (wanted.test(element)) {
                    return element;
                }
            }
            if (pending.isEmpty()) {
                pending.add(send("", ""));
            }
            collect();
        }
        throw new AssertionError("what was expected did not come");
    }

    XmlElement receive(String name) throws IOException {
        return receive(e -> e.name().equals(name));
    }
}
