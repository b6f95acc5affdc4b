package im.carillon.stream;

import im.carillon.transport.Connection;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlLimits;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what is done to it; nothing is written until somebody says so to the outbox. */
final class RecordingConnection implements Connection {

    private final List<String> done = new ArrayList<>();

    List<String> done() {
        return done;
    }

    @Override
    public InetAddress remoteAddress() {
        return InetAddress.getLoopbackAddress();
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
        return element.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] encodeOpening(XmlElement root) {
        return encode(root);
    }

    @Override
    public byte[] encodeClosing() {
        return new byte[0];
    }

    @Override
    public void write(byte[] bytes) {
        done.add("write " + new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void pauseReading() {
        done.add("pause");
    }

    @Override
    public void resumeReading() {
        done.add("resume");
    }

    @Override
    public void limits(XmlLimits limits) {
        done.add("limits");
    }

    @Override
    public void expectRestart() {
        done.add("restart");
    }

    @Override
    public void startTls(String host) {
        done.add("tls " + host);
    }

    @Override
    public void close() {
        done.add("close");
    }

    @Override
    public void abort() {
        done.add("abort");
    }
}
