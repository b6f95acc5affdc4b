package im.carillon.websocket;

import im.carillon.http.RawHttp;
import im.carillon.jid.FullJid;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Predicate;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A WebSocket client that can send every frame, right or wrong, written down from RFC 6455. Used by
 * one thread. Every wait ends after some seconds with an error.
 */
public final class RawWebSocket implements AutoCloseable {

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final XmlParser PARSER = new XmlParser(new XmlLimits(8 << 20, 200, 200, 1_000));

    private final RawHttp http;
    private final DataInputStream input;

    /** A frame of the server. */
    public record Received(int opcode, boolean compressed, byte[] payload) {

        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The status of a close frame. */
        public int status() {
            return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        }
    }

    private RawWebSocket(RawHttp http) throws IOException {
        this.http = http;
        this.input = new DataInputStream(http.input());
    }

    public static RawWebSocket connect(TestServer server, String... headers) throws IOException {
        return upgrade(RawHttp.connect(server), headers);
    }

    public static RawWebSocket connectSecurely(TestServer server, String... headers) throws IOException {
        return upgrade(RawHttp.connectSecurely(server), headers);
    }

    /** Shakes hands as a browser does, with more headers. */
    public static RawWebSocket upgrade(RawHttp http, String... headers) throws IOException {
        RawHttp.Answer answer = handshake(http, "/xmpp-websocket", "Sec-WebSocket-Protocol: xmpp", headers);
        if (answer.status() != 101 || !"xmpp".equals(answer.headers().get("sec-websocket-protocol"))) {
            throw new AssertionError("no WebSocket: " + answer);
        }
        return new RawWebSocket(http);
    }

    public static RawHttp.Answer handshake(RawHttp http, String path, String protocol, String... headers)
            throws IOException {
        String[] all = new String[headers.length + 5];
        all[0] = "Upgrade: websocket";
        all[1] = "Connection: Upgrade";
        all[2] = "Sec-WebSocket-Version: 13";
        all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        all[4] = protocol;
        System.arraycopy(headers, 0, all, 5, headers.length);
        return http.request("GET", path, all);
    }

    public RawHttp http() {
        return http;
    }

    public RawWebSocket send(String text) throws IOException {
        return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a frame whose first byte is given; the payload is masked as a client must. */
    public RawWebSocket frame(int first, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        http.send(frame.toByteArray());
        return this;
    }

    public Received receiveFrame() throws IOException {
        int first = input.readUnsignedByte();
        int second = input.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = input.readUnsignedShort();
        } else if (length == 127) {
            length = input.readLong();
        }
        if ((first & FIN) == 0) {
            throw new AssertionError("the server fragments its messages");
        }
        byte[] payload = input.readNBytes((int) length);
        boolean compressed = (first & COMPRESSED) != 0;
        return new Received(first & 0x0f, compressed, compressed ? inflated(payload) : payload);
    }

    /** RFC 7692 §7.2.2, of a message that needs none before it. */
    private static byte[] inflated(byte[] payload) {
        byte[] input = Arrays.copyOf(payload, payload.length + 4);
        input[input.length - 1] = (byte) 0xff;
        input[input.length - 2] = (byte) 0xff;
        byte[] output = new byte[1 << 16];
        Inflater inflater = new Inflater(true);
        inflater.setInput(input);
        try {
            return Arrays.copyOf(output, inflater.inflate(output));
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    /** The next message, as the document it is. */
    public XmlElement receive() throws IOException {
        Received frame = receiveFrame();
        if (frame.opcode() != TEXT) {
            throw new AssertionError("not a text frame: " + frame.opcode() + ' ' + frame.status());
        }
        try {
            return PARSER.parse(frame.payload());
        } catch (XmlException e) {
            throw new AssertionError(frame.text(), e);
        }
    }

    public XmlElement receive(Predicate<XmlElement> wanted) throws IOException {
        for (XmlElement element = receive(); ; element = receive()) {
            if (wanted.test(element)) {
                return element;
            }
        }
    }

    public XmlElement receive(String name) throws IOException {
        return receive(element -> element.name().equals(name));
    }

    /** Opens a stream and returns the features. */
    public XmlElement open() throws IOException {
        send("<open xmlns='" + Framing.NAMESPACE + "' to='localhost' version='1.0'/>");
        XmlElement open = receive();
        if (!open.is(Framing.NAMESPACE, "open")) {
            throw new AssertionError("no <open/>: " + open);
        }
        return receive();
    }

    public RawWebSocket login(String name, String resource) throws IOException {
        open();
        authenticate(name);
        open();
        bind(resource);
        return this;
    }

    public void authenticate(String name) throws IOException {
        String response =
                Base64.getEncoder().encodeToString(("\0" + name + "\0" + name).getBytes(StandardCharsets.UTF_8));
        send("<auth xmlns='" + Namespaces.SASL + "' mechanism='PLAIN'>" + response + "</auth>");
        XmlElement answer = receive();
        if (!answer.is(Namespaces.SASL, "success")) {
            throw new AssertionError("login failed: " + answer);
        }
    }

    public FullJid bind(String resource) throws IOException {
        send("<iq xmlns='jabber:client' type='set' id='bind'><bind xmlns='" + Namespaces.BIND + "'><resource>"
                + resource + "</resource></bind></iq>");
        return receive("iq")
                .child(Namespaces.BIND, "bind")
                .flatMap(bind -> bind.childText(Namespaces.BIND, "jid"))
                .map(FullJid::of)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
