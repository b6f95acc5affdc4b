package im.carillon.stream;

import im.carillon.transport.Connection;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import im.carillon.xml.XmlLimits;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A connection that notes what is asked of it; a write is done when the test says so. */
final class RecordingConnection implements Connection {

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final InetAddress remote;

    RecordingConnection(String remote) {
        this.remote = InetAddress.ofLiteral(remote);
    }

    List<String> events() {
        return events;
    }

    @Override
    public InetAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.empty();
    }

    @Override
    public byte[] encode(XmlElement element) {
        return XmlEncoder.encode(element, Namespaces.CLIENT);
    }

    @Override
    public byte[] encodeOpening(XmlElement root) {
        return "<open>".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] encodeClosing() {
        return "</open>".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes) {
        events.add("write " + new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void pauseReading() {
        events.add("pause");
    }

    @Override
    public void resumeReading() {
        events.add("resume");
    }

    @Override
    public void limits(XmlLimits limits) {
        events.add("limits");
    }

    @Override
    public void expectRestart() {
        events.add("restart");
    }

    @Override
    public void startTls(String host) {
        events.add("tls " + host);
    }

    @Override
    public void close() {
        events.add("close");
    }

    @Override
    public void abort() {
        events.add("abort");
    }
}
