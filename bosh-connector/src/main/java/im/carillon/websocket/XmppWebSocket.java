package im.carillon.websocket;

import im.carillon.http.Caller;
import im.carillon.transport.Connection;
import im.carillon.transport.ConnectionAcceptor;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.EngineSource;
import im.carillon.transport.Frame;
import im.carillon.transport.Protection;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlException.Kind;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket as a {@link Connection}. Jetty calls the {@code on…} methods one after the other on its
 * threads, the next data only after {@link CoreSession#demand}; the methods of the connection are called
 * from any.
 */
final class XmppWebSocket implements Connection, FrameHandler {

    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Caller caller;
    private final ConnectionAcceptor streams;
    private final EngineSource engines;
    private final XmlParser parser;
    private final LivePeers peers;
    private final WriteThreads writers;
    private final Optional<String> redirect;
    private final MessageCheck check;
    private final Message message = new Message();
    private final AtomicBoolean gone = new AtomicBoolean();
    private volatile XmlLimits limits;
    private volatile long lastHeard = System.nanoTime();
    /** Whether and when it was last asked for a sign of life; the clock's alone. */
    private boolean pinged;

    private long asked;
    private volatile boolean openExpected = true;
    private @Nullable CoreSession session;
    private @Nullable ConnectionHandler handler;

    /** After something unacceptable: what still comes is read and thrown away, so that the end is seen. */
    private boolean deaf;

    private boolean paused;
    private boolean waiting;

    XmppWebSocket(Caller caller, WebSocketServices services, XmlLimits limits) {
        this.caller = caller;
        this.streams = services.streams();
        this.engines = services.engines();
        this.parser = services.parser();
        this.peers = services.peers();
        this.writers = services.writers();
        this.redirect = services.redirect();
        this.limits = limits;
        this.check = new MessageCheck(limits);
    }

    private CoreSession session() {
        if (session == null) {
            throw new IllegalStateException("not open yet");
        }
        return session;
    }

    private ConnectionHandler handler() {
        if (handler == null) {
            throw new IllegalStateException("no handler yet");
        }
        return handler;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        handler = streams.accept(this);
        peers.add(this);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(org.eclipse.jetty.websocket.core.Frame frame, Callback callback) {
        lastHeard = System.nanoTime();
        try {
            switch (frame.getOpCode()) {
                case OpCode.TEXT, OpCode.CONTINUATION -> text(frame);
                case OpCode.BINARY -> refuse(CloseStatus.BAD_DATA, "XMPP is text");
                case OpCode.PING -> pong(frame);
                default -> {}
            }
        } catch (XmlException e) {
            broken(e);
        }
        callback.succeeded();
        demandNext();
    }

    private void text(org.eclipse.jetty.websocket.core.Frame frame) throws XmlException {
        if (deaf) {
            return;
        }
        message.add(frame.getPayload(), limits.bytes());
        if (frame.isFin()) {
            complete(message.take());
        }
    }

    private void complete(byte[] text) throws XmlException {
        Optional<XmlElement> framing = framingOf(text);
        if (framing.isPresent()) {
            framing(framing.get());
            return;
        }
        Optional<byte[]> element = check.element(text);
        if (element.isEmpty()) {
            return;
        }
        if (openExpected) {
            XmlElement first = parser.parse(element.get());
            if (first.name().equals("open")) {
                deaf = true;
                handler().received(new Frame.StreamOpened(Framing.foreignHeader(first)));
                return;
            }
        }
        handler().received(new Frame.Element(element.get()));
    }

    /** A message of the framing; anybody can make a client send the word in an id or an address. */
    private Optional<XmlElement> framingOf(byte[] text) {
        if (!Framing.mentioned(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(text))
                    .filter(element -> element.namespace().equals(Framing.NAMESPACE));
        } catch (XmlException e) {
            return Optional.empty(); // what is wrong with it is for those to say who judge every element
        }
    }

    /** RFC 7395 §3.4 to §3.7. */
    private void framing(XmlElement element) throws XmlException {
        if (element.is(Framing.NAMESPACE, "open")) {
            if (!openExpected) {
                throw new XmlException(Kind.BAD_FORMAT, "the stream is open already");
            }
            openExpected = false;
            handler().received(new Frame.StreamOpened(Framing.header(element)));
            if (redirect.isPresent()) {
                handler().received(new Frame.StreamClosed());
            }
        } else if (element.is(Framing.NAMESPACE, "close")) {
            handler().received(new Frame.StreamClosed());
        } else {
            throw new XmlException(Kind.BAD_FORMAT, "an unknown element of the framing: " + element.name());
        }
    }

    private void broken(XmlException cause) {
        deaf = true;
        handler().received(new Frame.Broken(cause));
    }

    private void refuse(int status, String reason) {
        deaf = true;
        session().close(status, reason, Callback.NOOP);
    }

    private void pong(org.eclipse.jetty.websocket.core.Frame ping) {
        ByteBuffer payload = ByteBuffer.allocate(ping.getPayloadLength());
        payload.put(ping.getPayload().slice()).flip();
        session().sendFrame(new org.eclipse.jetty.websocket.core.Frame(OpCode.PONG, payload), Callback.NOOP, false);
    }

    private void demandNext() {
        synchronized (this) {
            waiting = paused;
            if (paused) {
                return;
            }
        }
        session().demand();
    }

    @Override
    public void pauseReading() {
        synchronized (this) {
            paused = true;
        }
    }

    @Override
    public void resumeReading() {
        synchronized (this) {
            paused = false;
            if (!waiting) {
                return;
            }
            waiting = false;
        }
        session().demand();
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        disconnected();
        callback.succeeded();
    }

    private void disconnected() {
        if (gone.compareAndSet(false, true)) {
            peers.remove(this);
            if (handler != null) {
                handler.received(new Frame.Disconnected());
            }
        }
    }

    /**
     * Asks a silent peer for a sign of life (RFC 6455 §5.5.2); one clock calls this now and then. Patience
     * counts from the question, so that a clock that was late does not cost anybody a connection.
     *
     * @return whether it has not been silent for too long since it was asked
     */
    boolean isAlive(long now, long pingAfter, long deadAfter) {
        long heard = lastHeard;
        if (pinged && asked - heard > 0) {
            return now - asked <= deadAfter;
        }
        if (now - heard > pingAfter) {
            pinged = true;
            asked = now;
            session()
                    .sendFrame(
                            new org.eclipse.jetty.websocket.core.Frame(OpCode.PING, NO_PAYLOAD.slice()),
                            Callback.NOOP,
                            false);
        }
        return true;
    }

    @Override
    public InetAddress remoteAddress() {
        return caller.address();
    }

    @Override
    public boolean isSecure() {
        return caller.secure();
    }

    @Override
    public Protection protection() {
        if (caller.tls().isPresent()) {
            return Protection.TLS;
        }
        return caller.secure() ? Protection.SHIELDED : Protection.CLEAR;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return caller.tls().flatMap(engine -> engines.channelBinding(engine, type));
    }

    @Override
    public byte[] encode(XmlElement element) {
        return Framing.element(element);
    }

    @Override
    public byte[] encodeOpening(XmlElement root) {
        return Framing.open(root);
    }

    @Override
    public byte[] encodeClosing() {
        return Framing.close(redirect);
    }

    @Override
    public void write(byte[] bytes) {
        writers.run(() -> send(bytes, written(), false));
    }

    @Override
    public void write(List<byte[]> pieces) {
        writers.run(() -> {
            int last = pieces.size() - 1;
            for (int i = 0; i < last; i++) {
                send(pieces.get(i), Callback.NOOP, true);
            }
            send(pieces.get(last), written(), false);
        });
    }

    private void send(byte[] text, Callback callback, boolean moreFollows) {
        session()
                .sendFrame(
                        new org.eclipse.jetty.websocket.core.Frame(OpCode.TEXT, ByteBuffer.wrap(text)),
                        callback,
                        moreFollows);
    }

    private Callback written() {
        return Callback.from(() -> handler().written(), failure -> abort());
    }

    @Override
    public void limits(XmlLimits limits) {
        this.limits = limits;
        check.limits(limits);
    }

    @Override
    public void expectRestart() {
        openExpected = true;
    }

    @Override
    public void startTls(String host) {
        throw new IllegalStateException("there is no STARTTLS on WebSocket (RFC 7395 §3.9)");
    }

    @Override
    public void close() {
        writers.run(() -> session().close(CloseStatus.NORMAL, "", Callback.NOOP));
    }

    @Override
    public void abort() {
        session().abort();
        // Jetty tells of the end of what it closed itself only when it reads next
        disconnected();
    }
}
