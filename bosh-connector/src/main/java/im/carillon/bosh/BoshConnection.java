package im.carillon.bosh;

import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.LastingConnection;
import im.carillon.transport.Protection;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlLimits;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A session of BOSH as the connection of a stream. Elements are handed to the session at once,
 * and wait there; how much may wait is the session's business too.
 */
final class BoshConnection implements LastingConnection {

    private static final byte[] NOTHING = {};

    private final BoshSession session;
    private final Origin origin;
    private volatile @Nullable ConnectionHandler handler;

    BoshConnection(BoshSession session, Origin origin) {
        this.session = session;
        this.origin = origin;
    }

    /** Who has accepted it; he may have written already. */
    void handler(ConnectionHandler handler) {
        this.handler = handler;
        handler.written();
    }

    @Override
    public InetAddress remoteAddress() {
        return origin.address();
    }

    @Override
    public boolean isSecure() {
        return origin.secure();
    }

    /** TLS may end in another place for each request, so there is no one channel to bind a login to. */
    @Override
    public Protection protection() {
        return origin.secure() ? Protection.SHIELDED : Protection.CLEAR;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.empty();
    }

    @Override
    public byte[] encode(XmlElement element) {
        if (element.namespace().equals(Namespaces.STREAMS)) {
            // some clients look for this prefix, which is then declared by the body (XEP-0206 §2)
            return new XmlEncoder().prefixed("stream", element, Body.NAMESPACE).toBytes();
        }
        return XmlEncoder.encodeCopy(element, Body.NAMESPACE);
    }

    /** Streams have no tags here; what the header says goes into the answer. */
    @Override
    public byte[] encodeOpening(XmlElement root) {
        session.opened(root.attributeOr("id", ""));
        return NOTHING;
    }

    @Override
    public byte[] encodeClosing() {
        return NOTHING;
    }

    @Override
    public void write(byte[] bytes) {
        session.write(bytes);
        written();
    }

    @Override
    public void write(List<byte[]> pieces) {
        pieces.forEach(session::write);
        written();
    }

    private void written() {
        ConnectionHandler told = handler;
        if (told != null) {
            told.written();
        }
    }

    /** In the session, where it has to be before anybody asks what became of it. */
    @Override
    public boolean gathers() {
        return true;
    }

    /** A client's next request tells which answers it has. */
    @Override
    public void whenReceived(Runnable received, Runnable lost) {
        session.watch(new Receipt(received, lost));
    }

    /** The client may have so few requests here that there is nothing to pause. */
    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    /** Larger ones come with the login. */
    @Override
    public void limits(XmlLimits limits) {
        session.loggedIn();
    }

    /** A client says when it restarts (XEP-0206 §5). */
    @Override
    public void expectRestart() {}

    @Override
    public void startTls(String host) {
        throw new IllegalStateException("TLS is below HTTP");
    }

    @Override
    public void close() {
        session.closing();
    }

    @Override
    public void abort() {
        session.abort(BindingCondition.REMOTE_CONNECTION_FAILED);
    }

    @Override
    public byte[] key() {
        return session.id().bytes();
    }

    @Override
    public byte[] terms() {
        return session.stored();
    }

    @Override
    public int patience() {
        return session.inactivity();
    }

    @Override
    public OptionalLong confirmed() {
        return session.confirmed();
    }

    @Override
    public long promise() {
        return session.promise();
    }

    @Override
    public void kept(long answer) {
        session.kept(answer);
    }

    @Override
    public void suspend() {
        session.suspend();
    }
}
