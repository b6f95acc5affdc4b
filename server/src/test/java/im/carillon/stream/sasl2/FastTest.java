package im.carillon.stream.sasl2;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.jid.BareJid;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0484 as a client sees it: a password once, then a token. */
class FastTest {

    private static final String SASL2 = "urn:xmpp:sasl:2";
    private static final String FAST = "urn:xmpp:fast:0";
    private static final String AGENT = "<user-agent id='d4565fa7-4d72-4749-b3d3-740edbf87770'/>";
    private static final String NONE = "HT-SHA-256-NONE";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** XEP-0484 §initial-auth, §token-response, §fast-auth. */
    @Test
    void aTokenInsteadOfThePassword() throws Exception {
        String token = token("nina", NONE);
        try (RawClient client = SERVER.connectSecurely()) {
            client.openAs("nina@localhost");
            client.send(withToken(
                    NONE,
                    "nina",
                    token,
                    new byte[0],
                    "<fast xmlns='urn:xmpp:fast:0' count='1'/>" + "<bind xmlns='urn:xmpp:bind:0'/>"));
            XmlElement success = answer(client);
            assertThat(success.name()).isEqualTo("success");
            assertThat(success.childText(SASL2, "additional-data"))
                    .contains(Base64.getEncoder().encodeToString(hash(token, "Responder", new byte[0])));
            assertThat(success.hasChild("urn:xmpp:bind:0", "bound")).isTrue();
            assertThat(success.hasChild(FAST, "token")).isFalse();
        }
        // XEP-0484 §fast-auth: the same count is a replay
        assertThat(logIn(NONE, "nina", token, " count='1'")).isEqualTo("not-authorized");
        assertThat(logIn(NONE, "nina", token, " count='2'")).isEqualTo("success");
        assertThat(logIn(NONE, "nina", token, " count='many'")).isEqualTo("malformed-request");
    }

    @Test
    void aTokenBoundToTheChannel() throws Exception {
        String token = token("olga", "HT-SHA-256-EXPR");
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(
                    withToken("HT-SHA-256-EXPR", "olga", token, client.exporter(), "<fast xmlns='urn:xmpp:fast:0'/>"));
            assertThat(answer(client).name()).isEqualTo("success");
        }
        assertThat(logIn(NONE, "olga", token, "")).isEqualTo("not-authorized");
    }

    /** XEP-0484 §invalidation. */
    @Test
    void aTokenIsGivenBack() throws Exception {
        String token = token("pia", NONE);
        assertThat(logIn(NONE, "pia", token, " invalidate='true'")).isEqualTo("success");
        assertThat(logIn(NONE, "pia", token, "")).isEqualTo("not-authorized");
    }

    /** XEP-0484 §token-rotation: the old token goes when the new one is used. */
    @Test
    void aNewTokenReplacesTheOldWhenItIsUsed() throws Exception {
        String old = token("rosa", NONE);
        assertThat(logIn(NONE, "rosa", old, "")).isEqualTo("success");
        String fresh = token("rosa", NONE);
        assertThat(logIn(NONE, "rosa", old, "")).isEqualTo("success");
        assertThat(logIn(NONE, "rosa", fresh, "")).isEqualTo("success");
        assertThat(logIn(NONE, "rosa", old, "")).isEqualTo("not-authorized");
    }

    @Test
    void aMechanismOfTokensNeedsOneAndNoOtherTakesOne() throws Exception {
        String token = token("tina", NONE);
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(withToken(NONE, "tina", token, new byte[0], ""));
            assertThat(condition(answer(client))).isEqualTo("invalid-mechanism");
            client.send(password("tina", "<fast xmlns='urn:xmpp:fast:0'/>"));
            assertThat(condition(answer(client))).isEqualTo("invalid-mechanism");
        }
    }

    @Test
    void tokensEndWithThePassword() throws Exception {
        String token = token("uma", NONE);
        change(accounts -> accounts.changePassword(BareJid.of("uma@localhost"), "uma"));
        assertThat(logIn(NONE, "uma", token, "")).isEqualTo("not-authorized");
    }

    @Test
    void tokensEndWithTheAccount() throws Exception {
        String token = token("vera", NONE);
        BareJid vera = BareJid.of("vera@localhost");
        change(accounts -> {
            accounts.setEnabled(vera, false);
            accounts.setEnabled(vera, true);
        });
        assertThat(logIn(NONE, "vera", token, "")).isEqualTo("not-authorized");
    }

    private interface Change {
        void apply(AccountDirectory accounts) throws AccountException;
    }

    private static void change(Change change) throws AccountException {
        change.apply(SERVER.server().get(AccountDirectory.class));
    }

    /** Logs in with the password, which is the name, and asks for a token. */
    private static String token(String name, String mechanism) throws IOException {
        SERVER.account(name);
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(
                    password(name, AGENT + "<request-token xmlns='urn:xmpp:fast:0' mechanism='" + mechanism + "'/>"));
            XmlElement token = answer(client).child(FAST, "token").orElseThrow();
            assertThat(Instant.parse(token.attribute("expiry").orElseThrow())).isAfter(Instant.now());
            return token.attribute("token").orElseThrow();
        }
    }

    /** Logs in with a token; the name of the answer, or of the condition. */
    private static String logIn(String mechanism, String name, String token, String attributes) throws IOException {
        try (RawClient client = SERVER.connectSecurely()) {
            client.open();
            client.send(withToken(
                    mechanism, name, token, new byte[0], "<fast xmlns='urn:xmpp:fast:0'" + attributes + "/>"));
            XmlElement answer = answer(client);
            return answer.name().equals("success") ? "success" : condition(answer);
        }
    }

    private static String condition(XmlElement failure) {
        return failure.childIn(Namespaces.SASL).map(XmlElement::name).orElse(failure.name());
    }

    private static XmlElement answer(RawClient client) throws IOException {
        return client.receive(element -> element.namespace().equals(SASL2));
    }

    private static String password(String name, String children) {
        return authenticate("PLAIN", ("\0" + name + "\0" + name).getBytes(StandardCharsets.UTF_8), children);
    }

    private static String withToken(String mechanism, String name, String token, byte[] channel, String children) {
        byte[] start = (name + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] hash = hash(token, "Initiator", channel);
        byte[] all = Arrays.copyOf(start, start.length + hash.length);
        System.arraycopy(hash, 0, all, start.length, hash.length);
        return authenticate(mechanism, all, AGENT + children);
    }

    private static byte[] hash(String token, String role, byte[] channel) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(role.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(channel);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String authenticate(String mechanism, byte[] response, String children) {
        return "<authenticate xmlns='" + SASL2 + "' mechanism='" + mechanism + "'><initial-response>"
                + Base64.getEncoder().encodeToString(response) + "</initial-response>" + children + "</authenticate>";
    }
}
