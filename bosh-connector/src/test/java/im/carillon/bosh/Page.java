package im.carillon.bosh;

import im.carillon.config.BoshConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.config.TlsConfig;
import im.carillon.stanza.StreamException;
import im.carillon.transport.Connection;
import im.carillon.transport.ConnectionAcceptor;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.Frame;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A session of BOSH without HTTP on one side and with a stream under the test's control on the other,
 * in a time that passes when the test says so. Used by one thread.
 */
final class Page implements ConnectionAcceptor, ConnectionHandler {

    static final long FIRST_RID = 1573741820;

    private static final LimitsConfig LIMITS =
            new LimitsConfig(10_000, 1_000, 10, 20, 100, 100_000, 5_000, 1 << 20, 10, 100);
    private static final BoshConfig BOSH = new BoshConfig(
            Duration.ofMinutes(1),
            2,
            Duration.ofSeconds(75),
            Duration.ofMinutes(2),
            Duration.ofSeconds(2),
            Duration.ofMinutes(2));
    private static final XmlParser PARSER = new XmlParser(new XmlLimits(1 << 20, 100, 100, 1_000));

    private final BoshSessions sessions;
    private final List<String> frames = new ArrayList<>();
    private final List<String> fates = new ArrayList<>();
    private final Deque<Runnable> barriers = new ArrayDeque<>();
    private Optional<Connection> connection = Optional.empty();
    private long now = 1_000_000_000_000L;
    private boolean storing = true;
    private String sid = "";
    private boolean secure;

    Page() {
        this(false);
    }

    /** @param tlsRequired whether nobody may log in whom others can read along */
    Page(boolean tlsRequired) {
        TlsConfig tls = new TlsConfig(Path.of("certs"), List.of(), tlsRequired);
        BoshSettings settings = BoshSettings.of(BOSH, tls, Optional.of("https://chat.example.org"));
        sessions = new BoshSessions(
                this, "localhost"::equals, LIMITS, settings, new SecureRandom(), () -> now, Runnable::run);
    }

    /** One request and, some day, its answer. */
    static final class Reply implements Exchange {

        private Optional<Answer> answer = Optional.empty();
        private boolean gone;

        /** The network says that nobody will read the answer. */
        void lose() {
            gone = true;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void answer(Answer given) {
            if (answer.isPresent()) {
                throw new AssertionError("answered twice");
            }
            answer = Optional.of(given);
        }

        boolean isOpen() {
            return answer.isEmpty();
        }

        Answer answer() {
            return answer.orElseThrow(() -> new AssertionError("not answered"));
        }

        String text() {
            return new String(answer().body(), StandardCharsets.UTF_8);
        }

        XmlElement body() {
            try {
                return PARSER.parse(answer().body());
            } catch (XmlException e) {
                throw new AssertionError(text(), e);
            }
        }

        boolean isEmpty() {
            return text().equals("<body xmlns='http://jabber.org/protocol/httpbind'/>");
        }

        String type() {
            return body().attributeOr("type", "");
        }

        String condition() {
            return body().attributeOr("condition", "");
        }
    }

    Page onTls() {
        secure = true;
        return this;
    }

    Page begin() {
        begin("wait='60' hold='1'");
        return this;
    }

    /** Begins a session with these attributes besides the usual ones. */
    Reply begin(String attributes) {
        Reply reply = post("<body rid='" + FIRST_RID + "' to='localhost' ver='1.6' " + attributes
                + " xmlns='http://jabber.org/protocol/httpbind'/>");
        if (!reply.isOpen()) {
            sid = reply.body().attributeOr("sid", "");
        }
        return reply;
    }

    Reply post(String body) {
        return post(body, secure);
    }

    Reply post(String body, boolean secure) {
        Reply reply = new Reply();
        Origin origin = new Origin(InetAddress.getLoopbackAddress(), secure);
        sessions.handle(body.getBytes(StandardCharsets.UTF_8), origin, reply);
        return reply;
    }

    /** The request that is {@code offset} after the first. */
    Reply send(int offset, String attributes, String payload) {
        return post(request(offset, attributes, payload));
    }

    String request(int offset, String attributes, String payload) {
        return "<body rid='" + (FIRST_RID + offset) + "' sid='" + sid + "' " + attributes
                + " xmlns='http://jabber.org/protocol/httpbind'>" + payload + "</body>";
    }

    Reply poll(int offset) {
        return send(offset, "", "");
    }

    static String message(String text) {
        return "<message xmlns='jabber:client'><body>" + text + "</body></message>";
    }

    void pass(Duration time) {
        now += time.toNanos();
        sessions.tick();
    }

    int sessions() {
        return sessions.size();
    }

    BoshSessions all() {
        return sessions;
    }

    String sid() {
        return sid;
    }

    /** From now on nothing becomes durable, until {@link #store}. */
    void storeNothing() {
        storing = false;
    }

    void store() {
        storing = true;
        while (!barriers.isEmpty()) {
            barriers.remove().run();
        }
    }

    /** What has come to the stream, and is forgotten here. */
    List<String> frames() {
        List<String> all = List.copyOf(frames);
        frames.clear();
        return all;
    }

    private Connection connection() {
        return connection.orElseThrow();
    }

    /** The stream has something for the client. */
    void deliver(XmlElement element) {
        connection().write(connection().encode(element));
    }

    void deliver(String text) {
        deliver(XmlElement.builder(Namespaces.CLIENT, "message")
                .child("body", text)
                .build());
    }

    /** The same, and notes what becomes of it. */
    void deliverWatched(String text) {
        deliver(text);
        connection().whenReceived(() -> fates.add(text + " received"), () -> fates.add(text + " lost"));
    }

    List<String> fates() {
        return fates;
    }

    void endStream(StreamException error) {
        deliver(error.toElement());
        connection().close();
    }

    void loggedIn() {
        connection().limits(new XmlLimits(1, 1, 1, 1));
    }

    void cut() {
        connection().abort();
    }

    @Override
    public ConnectionHandler accept(Connection accepted) {
        connection = Optional.of(accepted);
        return this;
    }

    @Override
    public void received(Frame frame) {
        switch (frame) {
            case Frame.StreamOpened(byte[] header) -> opened(new String(header, StandardCharsets.UTF_8));
            case Frame.Parsed parsed -> frames.add(parsed.element().toString());
            case Frame.StreamClosed() -> {
                frames.add("closed");
                connection().close();
            }
            case Frame.Disconnected() -> frames.add("disconnected");
            case Frame.Postponed postponed -> {}
            case Frame.Barrier barrier -> {
                barriers.add(barrier.reached());
                if (storing) {
                    store();
                }
            }
            default -> throw new AssertionError(frame);
        }
    }

    private void opened(String header) {
        frames.add(header);
        XmlElement root = XmlElement.builder(Namespaces.STREAMS, "stream")
                .attribute("id", "ServerStreamID")
                .build();
        connection().write(connection().encodeOpening(root));
        deliver(XmlElement.of(Namespaces.STREAMS, "features").withChild(XmlElement.of(Namespaces.BIND, "bind")));
    }

    @Override
    public void written() {}

    @Override
    public void silent(int times) {
        throw new AssertionError("not over BOSH");
    }
}
