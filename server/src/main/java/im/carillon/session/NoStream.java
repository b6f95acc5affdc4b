package im.carillon.session;

import im.carillon.stanza.StreamException;
import im.carillon.xml.XmlElement;
import java.net.InetAddress;

/** In place of a stream while a session waits for its client to come back. */
final class NoStream implements SessionStream {

    private final InetAddress last;
    private final boolean secure;
    private final Runnable end;

    /**
     * @param last where the client was
     * @param end ends the session; must not block
     */
    NoStream(InetAddress last, boolean secure, Runnable end) {
        this.last = last;
        this.secure = secure;
        this.end = end;
    }

    @Override
    public boolean send(XmlElement element) {
        return false;
    }

    @Override
    public void close(StreamException error) {
        end.run();
    }

    @Override
    public void replaced() {}

    @Override
    public void suspend() {}

    @Override
    public InetAddress remoteAddress() {
        return last;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }
}
