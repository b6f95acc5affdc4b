package im.carillon.testkit;

import im.carillon.jid.FullJid;
import im.carillon.xml.Namespaces;
import im.carillon.xml.StanzaFramer;
import im.carillon.xml.StreamScope;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A client that sends exactly the bytes a test gives it and hands out what comes back, element by
 * element. Used by one thread. Every wait ends after some seconds with an error.
 */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final XmlLimits LIMITS = new XmlLimits(8 << 20, 200, 200, 1_000);

    private final XmlParser parser = new XmlParser(LIMITS);
    private final Deque<XmlElement> received = new ArrayDeque<>();
    private final String host;
    private Socket socket;
    private StanzaFramer framer = new StanzaFramer(LIMITS);
    private Optional<StreamScope> scope = Optional.empty();
    private Optional<FullJid> address = Optional.empty();
    private boolean streamClosed;
    private boolean disconnected;

    private RawClient(Socket socket, String host) {
        this.socket = socket;
        this.host = host;
    }

    public static RawClient connect(int port, String host) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port), host);
    }

    /** A connection that is encrypted from its first byte. */
    public static RawClient connectSecurely(int port, String host, SSLContext context) throws IOException {
        RawClient client = connect(port, host);
        client.encrypt(context);
        return client;
    }

    /** The address the server bound. */
    public FullJid address() {
        return address.orElseThrow();
    }

    public RawClient send(String xml) throws IOException {
        return send(xml.getBytes(StandardCharsets.UTF_8));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Opens a stream and returns the features. */
    public XmlElement open() throws IOException {
        openHeader("");
        return receive();
    }

    /** Opens a stream that names its account (RFC 6120 §4.7.1) and returns the features. */
    public XmlElement openAs(String account) throws IOException {
        openHeader(account);
        return receive();
    }

    /** Sends a stream header, with {@code from} where that is not empty. */
    public RawClient openHeader(String from) throws IOException {
        expectHeader();
        String claim = from.isEmpty() ? "" : " from='" + from + "'";
        return send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='" + Namespaces.STREAMS
                + "'" + claim + " to='" + host + "' version='1.0'>");
    }

    /** Opens a stream with a header of the test's own and returns what follows the answer. */
    public XmlElement open(String header) throws IOException {
        expectHeader();
        send(header);
        return receive();
    }

    /** What comes next begins a new stream. */
    public void expectHeader() {
        framer = new StanzaFramer(LIMITS);
        scope = Optional.empty();
    }

    /** Logs in with PLAIN and binds. */
    public RawClient login(String name, String password, String resource) throws IOException {
        open();
        authenticate(name, password);
        open();
        bind(resource);
        return this;
    }

    public void authenticate(String name, String password) throws IOException {
        String response =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8));
        send("<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>" + response + "</auth>");
        XmlElement answer = receive();
        if (!answer.is(Namespaces.SASL, "success")) {
            throw new AssertionError("login failed: " + answer);
        }
    }

    public void bind(String resource) throws IOException {
        send("<iq type='set' id='bind'><bind xmlns='" + Namespaces.BIND + "'><resource>" + resource
                + "</resource></bind></iq>");
        XmlElement answer = receive(e -> e.attributeOr("id", "").equals("bind"));
        address = answer.child(Namespaces.BIND, "bind")
                .flatMap(bind -> bind.childText(Namespaces.BIND, "jid"))
                .map(FullJid::of);
        if (address.isEmpty()) {
            throw new AssertionError("binding failed: " + answer);
        }
    }

    /** Logs in with SASL2 and binds with Bind 2 (XEP-0386), with these requests inside. */
    public RawClient loginInOneTrip(String name, String password, String requests) throws IOException {
        open();
        String response =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + password).getBytes(StandardCharsets.UTF_8));
        send("<authenticate xmlns='urn:xmpp:sasl:2' mechanism='PLAIN'><initial-response>" + response
                + "</initial-response><bind xmlns='urn:xmpp:bind:0'>" + requests + "</bind></authenticate>");
        XmlElement answer = receive();
        address =
                answer.childText("urn:xmpp:sasl:2", "authorization-identifier").map(FullJid::of);
        if (address.isEmpty()) {
            throw new AssertionError("login failed: " + answer);
        }
        receive(e -> e.is(Namespaces.STREAMS, "features"));
        return this;
    }

    /** Switches to TLS after {@code <proceed/>}. */
    public void startTls(SSLContext context) throws IOException {
        startTls(context, "");
    }

    /** The same, with something behind the request that must be ignored. */
    public void startTls(SSLContext context, String injected) throws IOException {
        send("<starttls xmlns='" + Namespaces.TLS + "'/>" + injected);
        XmlElement answer = receive();
        if (!answer.is(Namespaces.TLS, "proceed")) {
            throw new AssertionError("no TLS: " + answer);
        }
        encrypt(context);
    }

    private void encrypt(SSLContext context) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        secure.startHandshake();
        socket = secure;
    }

    /** What this end of the TLS connection knows as tls-exporter (RFC 9266). */
    public byte[] exporter() throws IOException {
        ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
        return session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
    }

    /** The next element, whatever it is. */
    public XmlElement receive() throws IOException {
        return receive(any -> true);
    }

    /** The next element that fits; what comes before it is dropped. */
    public XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        StringBuilder others = new StringBuilder();
        while (true) {
            while (!received.isEmpty()) {
                XmlElement element = received.remove();
                if (wanted.test(element)) {
                    return element;
                }
                others.append("\n  ").append(element);
            }
            if (disconnected || streamClosed || !read(end)) {
                throw new AssertionError("what was expected did not come"
                        + (streamClosed || disconnected ? ", the stream was closed" : "") + "; what came:" + others);
            }
        }
    }

    /** The next stanza of that kind. */
    public XmlElement receive(String name) throws IOException {
        return receive(e -> e.name().equals(name));
    }

    /** Sends an IQ and returns its answer. */
    public XmlElement ask(String type, String id, String to, String payload) throws IOException {
        String target = to.isEmpty() ? "" : " to='" + to + "'";
        send("<iq type='" + type + "' id='" + id + "'" + target + ">" + payload + "</iq>");
        return receive(e -> e.name().equals("iq") && e.attributeOr("id", "").equals(id));
    }

    /**
     * Proves that nothing else has arrived: asks the server for something and returns all that came
     * before the answer.
     */
    public Deque<XmlElement> drain() throws IOException {
        Deque<XmlElement> before = new ArrayDeque<>();
        String id = "drain-" + System.nanoTime();
        send("<iq type='get' id='" + id + "' to='" + host + "'><nothing xmlns='urn:example:nothing'/></iq>");
        receive(element -> {
            if (element.attributeOr("id", "").equals(id)) {
                return true;
            }
            before.add(element);
            return false;
        });
        return before;
    }

    /** Waits until the server has closed the stream and the connection; returns the error if one came. */
    public Optional<XmlElement> awaitEnd() throws IOException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        while (!disconnected) {
            if (!read(end)) {
                throw new AssertionError("the server did not close the connection");
            }
        }
        return received.stream().filter(e -> e.is(Namespaces.STREAMS, "error")).findFirst();
    }

    private boolean read(long end) throws IOException {
        int left = (int) Math.max(1, (end - System.nanoTime()) / 1_000_000);
        socket.setSoTimeout(left);
        byte[] buffer = new byte[16 * 1024];
        InputStream input = socket.getInputStream();
        try {
            int count = input.read(buffer);
            if (count < 0) {
                disconnected = true;
            } else {
                framer.feed(buffer, 0, count, new Collector());
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            disconnected = true;
            return true;
        } catch (XmlException e) {
            throw new AssertionError("the server sent bad XML: " + e.getMessage(), e);
        }
    }

    private final class Collector implements StanzaFramer.Sink {

        @Override
        public void streamOpened(byte[] header) {
            try {
                scope = Optional.of(parser.parseHeader(header));
            } catch (XmlException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void stanza(byte[] bytes) {
            try {
                received.add(parser.parse(scope.orElseThrow(), bytes));
            } catch (XmlException e) {
                throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
            }
        }

        @Override
        public void streamClosed() {
            streamClosed = true;
        }
    }

    /** Ends the stream properly. */
    public void leave() throws IOException {
        send("</stream:stream>");
        awaitEnd();
        close();
    }

    /** Cuts the connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
