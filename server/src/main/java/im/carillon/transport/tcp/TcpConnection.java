package im.carillon.transport.tcp;

import im.carillon.transport.Connection;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.EngineSource;
import im.carillon.transport.Frame;
import im.carillon.transport.Pieces;
import im.carillon.xml.Namespaces;
import im.carillon.xml.StanzaFramer;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.transport.socket.nio.NioSession;
import org.jspecify.annotations.Nullable;

/**
 * One MINA session as a {@link Connection}. The methods without a modifier run on its I/O thread;
 * the public ones on any.
 */
final class TcpConnection implements Connection, StanzaFramer.Sink {

    private final NioSession session;
    private final EngineSource engines;
    private final SSLContext unusedContext;
    private final StanzaFramer framer;
    private final InetAddress remote;
    private @Nullable ConnectionHandler handler;
    private volatile @Nullable SSLEngine engine;
    private volatile boolean secure;

    TcpConnection(NioSession session, EngineSource engines, SSLContext unusedContext, XmlLimits limits) {
        this.unusedContext = unusedContext;
        this.session = session;
        this.engines = engines;
        this.framer = new StanzaFramer(limits);
        this.remote = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    }

    void handler(ConnectionHandler handler) {
        this.handler = handler;
    }

    private ConnectionHandler handler() {
        if (handler == null) {
            throw new IllegalStateException("no handler yet");
        }
        return handler;
    }

    void bytesReceived(IoBuffer buffer) {
        if (engine != null) {
            // what comes through the TLS filter is encrypted; MINA passes on what came with the end of the
            // handshake before it tells of that end
            handshakeDone();
        }
        int length = buffer.remaining();
        try {
            if (buffer.hasArray()) {
                framer.feed(buffer.array(), buffer.arrayOffset() + buffer.position(), length, this);
            } else {
                byte[] copy = new byte[length];
                buffer.get(copy);
                framer.feed(copy, 0, length, this);
            }
        } catch (XmlException e) {
            session.suspendRead();
            handler().received(new Frame.Broken(e));
        }
    }

    void bytesWritten() {
        handler().written();
    }

    /** Puts TLS between the socket and everything else. */
    void secureWith(Optional<String> host, boolean directTls) {
        SSLEngine made = engines.newEngine(host, directTls);
        engine = made;
        session.getFilterChain().addFirst("tls", new TlsFilter(unusedContext, made));
    }

    void handshakeDone() {
        if (secure) {
            return;
        }
        secure = true;
        handler().received(new Frame.Secured());
    }

    void silent(int times) {
        handler().silent(times);
    }

    void disconnected() {
        handler().received(new Frame.Disconnected());
    }

    @Override
    public void streamOpened(byte[] header) {
        handler().received(new Frame.StreamOpened(header));
    }

    @Override
    public void stanza(byte[] bytes) {
        handler().received(new Frame.Element(bytes));
    }

    @Override
    public void streamClosed() {
        handler().received(new Frame.StreamClosed());
    }

    @Override
    public InetAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        SSLEngine current = engine;
        return current == null || !secure ? Optional.empty() : engines.channelBinding(current, type);
    }

    @Override
    public byte[] encode(XmlElement element) {
        if (element.namespace().equals(Namespaces.STREAMS)) {
            // the peer's header declared this prefix, and some clients look for nothing else
            return new XmlEncoder()
                    .prefixed("stream", element, Namespaces.CLIENT)
                    .toBytes();
        }
        return XmlEncoder.encodeCopy(element, Namespaces.CLIENT);
    }

    @Override
    public byte[] encodeOpening(XmlElement root) {
        XmlEncoder opening = new XmlEncoder().raw("<?xml version='1.0'?><stream:stream");
        opening.attribute("xmlns", Namespaces.CLIENT).attribute("xmlns:stream", Namespaces.STREAMS);
        for (XmlAttribute attribute : root.attributes()) {
            String prefix = attribute.namespace().equals(Namespaces.XML) ? "xml:" : "";
            opening.attribute(prefix + attribute.name(), attribute.value());
        }
        return opening.raw(">").toBytes();
    }

    @Override
    public byte[] encodeClosing() {
        return new XmlEncoder().raw("</stream:stream>").toBytes();
    }

    @Override
    public void write(byte[] bytes) {
        session.write(IoBuffer.wrap(bytes));
    }

    /**
     * Straight into the socket, unless it goes through TLS: nothing can wait in MINA's queue before
     * it, since only one write is under way. What the socket does not take is left to MINA.
     */
    @Override
    public boolean writeNow(List<byte[]> pieces) {
        ByteBuffer buffer = ByteBuffer.wrap(Pieces.joined(pieces));
        if (engine == null) {
            try {
                session.getChannel().write(buffer);
            } catch (IOException e) {
                session.closeNow();
                return false;
            }
            if (!buffer.hasRemaining()) {
                return true;
            }
        }
        session.write(IoBuffer.wrap(buffer));
        return false;
    }

    @Override
    public void pauseReading() {
        session.suspendRead();
    }

    @Override
    public void resumeReading() {
        session.resumeRead();
        // wakes up the I/O thread, which otherwise notices within a second
        session.getProcessor().flush(session);
    }

    @Override
    public void limits(XmlLimits limits) {
        framer.limits(limits);
    }

    @Override
    public void expectRestart() {
        framer.restart();
    }

    @Override
    public void startTls(String host) {
        framer.restart();
        secureWith(Optional.of(host), false);
    }

    @Override
    public void close() {
        session.closeOnFlush();
    }

    @Override
    public void abort() {
        session.closeNow();
    }
}
