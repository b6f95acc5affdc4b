package im.carillon.sasl;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A SCRAM client that can be told to lie: it signs whatever it sends. */
record TestScramClient(ScramHash hash, String gs2Header, byte[] bindingData, String bare, String password) {

    static TestScramClient plain(ScramHash hash, String name, String password) {
        return new TestScramClient(hash, "n,,", new byte[0], "n=" + name + ",r=clientnonce", password);
    }

    TestScramClient withHeader(String header) {
        return new TestScramClient(hash, header, bindingData, bare, password);
    }

    TestScramClient binding(String header, byte[] data) {
        return new TestScramClient(hash, header, data, bare, password);
    }

    TestScramClient withBare(String text) {
        return new TestScramClient(hash, gs2Header, bindingData, text, password);
    }

    String first() {
        return gs2Header + bare;
    }

    String last(String serverFirst) {
        return last(serverFirst, "");
    }

    /** The last message with extensions, such as {@code ",x=1"}, in front of the proof. */
    String last(String serverFirst, String extensions) {
        return signed(
                serverFirst, "c=" + binding() + ",r=" + attributes(serverFirst).get("r") + extensions);
    }

    /** Appends the proof that belongs to these words. */
    String signed(String serverFirst, String withoutProof) {
        Map<String, String> server = attributes(serverFirst);
        byte[] salt = Base64.getDecoder().decode(server.get("s"));
        byte[] clientKey =
                saltedPassword(salt, Integer.parseInt(server.get("i"))).of("Client Key");
        byte[] signature =
                new Hmac(hash, hash.digest().digest(clientKey)).of(bare + "," + serverFirst + "," + withoutProof);
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= signature[i];
        }
        return withoutProof + ",p=" + Base64.getEncoder().encodeToString(clientKey);
    }

    private Hmac saltedPassword(byte[] salt, int iterations) {
        Hmac key = new Hmac(hash, password.getBytes(StandardCharsets.UTF_8));
        byte[] step = key.of(salt, new byte[] {0, 0, 0, 1});
        byte[] sum = step.clone();
        for (int i = 1; i < iterations; i++) {
            step = key.of(step);
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= step[j];
            }
        }
        return new Hmac(hash, sum);
    }

    private String binding() {
        byte[] header = gs2Header.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[header.length + bindingData.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(bindingData, 0, all, header.length, bindingData.length);
        return Base64.getEncoder().encodeToString(all);
    }

    static Map<String, String> attributes(String message) {
        return Stream.of(message.split(",")).collect(Collectors.toMap(a -> a.substring(0, 1), a -> a.substring(2)));
    }
}
