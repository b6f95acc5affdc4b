package im.carillon.transport.relay;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What a client says before it is connected (RFC 1928 §3, §4), as it comes in, in pieces of any
 * size. It knows no sockets; one thread at a time.
 */
final class SocksHandshake {

    private static final byte VERSION = 5;
    private static final byte NO_AUTHENTICATION = 0;
    private static final byte NO_ACCEPTABLE_METHOD = (byte) 0xff;
    private static final byte CONNECT = 1;
    private static final byte DOMAIN = 3;
    private static final int NAME_LENGTH = 40;
    private static final int REQUEST_HEAD = 5;
    private static final int PORT_LENGTH = 2;

    /** The longest of both messages: a request with a name of 255 bytes. */
    private static final int LARGEST = REQUEST_HEAD + 255 + PORT_LENGTH;

    /** What is to be done now. */
    sealed interface Step {

        /** More has to come. */
        record More() implements Step {}

        /** An answer, after which the client goes on. */
        record Answer(byte[] bytes) implements Step {}

        /** The client wants to be connected to this name; see {@link SocksHandshake#answer}. */
        record Wanted(String name) implements Step {}

        /** The end; this is sent before it, if it is not empty. */
        record End(byte[] bytes, String reason) implements Step {}
    }

    /** The codes of RFC 1928 §6 that are needed here. */
    enum Reply {
        SUCCEEDED(0),
        GENERAL_FAILURE(1),
        NOT_ALLOWED(2),
        COMMAND_NOT_SUPPORTED(7),
        ADDRESS_TYPE_NOT_SUPPORTED(8);

        private final byte code;

        Reply(int code) {
            this.code = (byte) code;
        }
    }

    private final ByteBuffer said = ByteBuffer.allocate(LARGEST);
    private boolean greeted;

    /** Takes what one message still needs, and leaves what is behind it. */
    Step take(ByteBuffer input) {
        while (true) {
            Optional<Step> step = greeted ? request() : greeting();
            if (step.isPresent()) {
                return step.get();
            }
            if (!input.hasRemaining()) {
                return new Step.More();
            }
            said.put(input.get());
        }
    }

    private Optional<Step> greeting() {
        if (said.position() > 0 && said.get(0) != VERSION) {
            return Optional.of(new Step.End(new byte[0], "this is no SOCKS5"));
        }
        if (said.position() < 2 || said.position() < 2 + Byte.toUnsignedInt(said.get(1))) {
            return Optional.empty();
        }
        boolean acceptable = false;
        for (int i = 2; i < said.position(); i++) {
            acceptable |= said.get(i) == NO_AUTHENTICATION;
        }
        said.clear();
        greeted = true;
        return Optional.of(
                acceptable
                        ? new Step.Answer(new byte[] {VERSION, NO_AUTHENTICATION})
                        : new Step.End(
                                new byte[] {VERSION, NO_ACCEPTABLE_METHOD}, "it insists on a way to authenticate"));
    }

    private Optional<Step> request() {
        int length = said.position();
        if (length > 0 && said.get(0) != VERSION) {
            return refusal(Reply.GENERAL_FAILURE, "the request is no SOCKS5");
        }
        if (length > 1 && said.get(1) != CONNECT) {
            return refusal(Reply.COMMAND_NOT_SUPPORTED, "only CONNECT is possible");
        }
        // what follows is an address of that kind, and nobody knows how long it is
        if (length > 3 && said.get(3) != DOMAIN) {
            return refusal(Reply.ADDRESS_TYPE_NOT_SUPPORTED, "only names are possible");
        }
        if (length < REQUEST_HEAD
                || length < REQUEST_HEAD + Byte.toUnsignedInt(said.get(REQUEST_HEAD - 1)) + PORT_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(wanted(length));
    }

    private Step wanted(int length) {
        String name = new String(
                        said.array(), REQUEST_HEAD, length - REQUEST_HEAD - PORT_LENGTH, StandardCharsets.ISO_8859_1)
                .toLowerCase(Locale.ROOT);
        boolean port = said.getShort(length - PORT_LENGTH) != 0;
        if (port || name.length() != NAME_LENGTH || !name.chars().allMatch(HexFormat::isHexDigit)) {
            return refused(Reply.NOT_ALLOWED, "that is no hash, or its port is not 0");
        }
        return new Step.Wanted(name);
    }

    private static Optional<Step> refusal(Reply reply, String reason) {
        return Optional.of(refused(reply, reason));
    }

    private static Step refused(Reply reply, String reason) {
        return new Step.End(new byte[] {VERSION, reply.code, 0, 1, 0, 0, 0, 0, 0, 0}, reason);
    }

    /** The last answer repeats the address that was asked for (XEP-0065 §6.3.2), as it was written. */
    byte[] answer(Reply reply) {
        byte[] answer = new byte[said.position()];
        said.get(0, answer);
        answer[1] = reply.code;
        answer[2] = 0;
        return answer;
    }
}
