package im.carillon.extdisco;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** As much of STUN (RFC 8489) and TURN (RFC 8656) as an allocation over UDP with a password needs. */
final class TurnClient implements AutoCloseable {

    private static final int BINDING = 0x0001;
    private static final int ALLOCATE = 0x0003;
    private static final int SUCCESS = 0x0100;
    private static final int COOKIE = 0x2112A442;
    private static final int HEADER = 20;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int ERROR_CODE = 0x0009;
    private static final int REALM = 0x0014;
    private static final int NONCE = 0x0015;
    private static final int REQUESTED_TRANSPORT = 0x0019;
    private static final byte[] UDP = {17, 0, 0, 0};
    private static final int PATIENCE_MILLIS = 500;

    private final DatagramSocket socket = new DatagramSocket();
    private final InetSocketAddress server;
    private final Random random = new Random();

    TurnClient(InetSocketAddress server) throws IOException {
        this.server = server;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private record Answer(int type, Map<Integer, byte[]> attributes) {

        byte[] attribute(int name) {
            return attributes.getOrDefault(name, new byte[0]);
        }

        /** RFC 8489 §14.8. */
        int code() {
            byte[] error = attributes.getOrDefault(ERROR_CODE, new byte[4]);
            return error[2] * 100 + error[3];
        }
    }

    /** Whether somebody answers. */
    boolean isThere() throws IOException {
        return exchange(message(BINDING, new byte[0])).isPresent();
    }

    /** 0 for an allocation, or the code of the error. */
    int allocate(String username, String password) throws IOException, GeneralSecurityException {
        byte[] transport = attribute(REQUESTED_TRANSPORT, UDP);
        Answer challenge = exchange(message(ALLOCATE, transport)).orElseThrow();
        if (challenge.code() != 401) {
            throw new IOException("no challenge but " + challenge.code());
        }
        byte[] realm = challenge.attribute(REALM);
        byte[] body = joined(
                transport,
                attribute(USERNAME, username.getBytes(StandardCharsets.UTF_8)),
                attribute(REALM, realm),
                attribute(NONCE, challenge.attribute(NONCE)));
        String key = username + ":" + new String(realm, StandardCharsets.UTF_8) + ":" + password;
        Answer answer = exchange(signed(message(ALLOCATE, body), key)).orElseThrow();
        return answer.type() == (ALLOCATE | SUCCESS) ? 0 : answer.code();
    }

    /** RFC 8489 §14.5: the length in the header counts the attribute that is being made. */
    private static byte[] signed(byte[] message, String key) throws GeneralSecurityException {
        ByteBuffer.wrap(message).putShort(2, (short) (message.length - HEADER + 24));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(
                MessageDigest.getInstance("MD5").digest(key.getBytes(StandardCharsets.UTF_8)), "HmacSHA1"));
        return joined(message, attribute(MESSAGE_INTEGRITY, mac.doFinal(message)));
    }

    private byte[] message(int type, byte[] attributes) {
        byte[] id = new byte[12];
        random.nextBytes(id);
        return ByteBuffer.allocate(HEADER + attributes.length)
                .putShort((short) type)
                .putShort((short) attributes.length)
                .putInt(COOKIE)
                .put(id)
                .put(attributes)
                .array();
    }

    private static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(4 + (value.length + 3) / 4 * 4)
                .putShort((short) type)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    private Optional<Answer> exchange(byte[] request) throws IOException {
        for (int i = 0; i < 40; i++) {
            socket.send(new DatagramPacket(request, request.length, server));
            try {
                DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
                socket.receive(answer);
                return Optional.of(parsed(ByteBuffer.wrap(answer.getData(), 0, answer.getLength())));
            } catch (SocketTimeoutException | java.net.PortUnreachableException e) {
                // RFC 8489 §6.2.1: it is sent again
            }
        }
        return Optional.empty();
    }

    private static Answer parsed(ByteBuffer message) {
        int type = Short.toUnsignedInt(message.getShort(0));
        Map<Integer, byte[]> attributes = new HashMap<>();
        message.position(HEADER);
        while (message.remaining() >= 4) {
            int name = Short.toUnsignedInt(message.getShort());
            byte[] value = new byte[Short.toUnsignedInt(message.getShort())];
            message.get(value);
            message.position(Math.min(message.limit(), message.position() + (4 - value.length % 4) % 4));
            attributes.put(name, value);
        }
        return new Answer(type, attributes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
