package im.carillon.bench.jmh;

import im.carillon.session.SessionStream;
import im.carillon.stanza.StreamException;
import im.carillon.xml.XmlElement;
import java.net.InetAddress;

/** A stream that takes everything and sends nothing. */
final class Swallowing implements SessionStream {
    private long taken;

    @Override
    public boolean send(XmlElement element) {
        taken++;
        return true;
    }

    long taken() {
        return taken;
    }

    @Override
    public void close(StreamException error) {}

    @Override
    public void replaced() {}

    @Override
    public void suspend() {}

    @Override
    public InetAddress remoteAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public boolean isSecure() {
        return true;
    }
}
