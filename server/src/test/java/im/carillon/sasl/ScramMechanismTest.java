package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.assertRefused;
import static im.carillon.sasl.SaslAssertions.challenge;
import static im.carillon.sasl.SaslAssertions.octets;
import static im.carillon.sasl.SaslAssertions.send;
import static im.carillon.sasl.SaslAssertions.success;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramMechanismTest {

    private static final String WRONG = "The name or the password is wrong.";

    private final UnknownAccounts unknown =
            new UnknownAccounts(new ServerSecret(new byte[32]), TestAccounts.ITERATIONS);
    private final TestAccounts accounts = new TestAccounts()
            .with("romeo@example.org", "r0m30myr0m30")
            .with("a,b=c@example.org", "comma")
            .with("retired@example.org", "r0m30myr0m30", false);
    private final TestStream stream = TestStream.with(accounts);
    private final TestScramClient romeo = TestScramClient.plain(ScramHash.SHA_1, "romeo", "r0m30myr0m30");

    @ParameterizedTest
    @EnumSource
    void everyHashLogsInWithAndWithoutBinding(ScramHash hash) {
        TestScramClient client = TestScramClient.plain(hash, "romeo", "r0m30myr0m30");

        assertThat(success(login(mechanism(hash, false), stream, client)).account())
                .isEqualTo(BareJid.of("romeo@example.org"));
        assertThat(success(login(
                                mechanism(hash, true),
                                stream,
                                client.binding("p=tls-server-end-point,,", TestStream.END_POINT)))
                        .account())
                .isEqualTo(BareJid.of("romeo@example.org"));
    }

    @Test
    void theAccountIsKnownOnceItIsNamed() {
        SaslExchange exchange = mechanism(false).start(stream.context());
        assertThat(exchange.account()).isEmpty();

        send(exchange, "n,,n=Nobody,r=x");

        assertThat(exchange.account()).contains(BareJid.of("nobody@example.org"));
    }

    @Test
    void namesAreUnescapedAndPrepared() {
        assertThat(success(login(TestScramClient.plain(ScramHash.SHA_1, "ROMEO", "r0m30myr0m30")))
                        .account())
                .isEqualTo(BareJid.of("romeo@example.org"));
        assertThat(success(login(TestScramClient.plain(ScramHash.SHA_1, "a=2Cb=3Dc", "comma")))
                        .account())
                .isEqualTo(BareJid.of("a,b=c@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"n,,", "y,,", "n,a=romeo@example.org,", "n,a=ROMEO@EXAMPLE.org,"})
    void headersThatAreFine(String header) {
        TestStream noPlus = stream.offering("SCRAM-SHA-1");

        success(login(mechanism(false), noPlus, romeo.withHeader(header)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n,a=juliet@example.org,",
                "n,a=romeo@example.com,",
                "n,a=romeo,",
                "n,a=example.org,",
                "n,a=romeo@example.org/phone,",
                "n,a=admin=3Da@example.org,",
            })
    void nobodyActsForAnotherAccount(String header) {
        assertRefused(first(romeo.withHeader(header)), SaslCondition.INVALID_AUTHZID);
    }

    @Test
    void aForeignIdentityIsRefusedForUnknownNamesAlike() {
        assertRefused(
                first(romeo.withHeader("n,a=romeo@example.org,").withBare("n=nobody,r=x")),
                SaslCondition.INVALID_AUTHZID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                "n,,n=romeo",
                "n,,r=x,n=romeo",
                "n,,n=,r=x",
                "n,,n=romeo,r=",
                "n,,n=romeo,r=x,",
                "n,,n=romeo,,r=x",
                "n,,n=romeo,r=x,n=juliet",
                "n,,n=romeo,r=x,f=",
                "n,,n=romeo,r=x,1=2",
                "n,,n=romeo,r=x,long=2",
                "n,,n=ro=2Dmeo,r=x",
                "n,,n=romeo=,r=x",
                "n,,n=ro=2cmeo,r=x",
                "n,,n=romeo,r=spa ce",
                "n,,n=romeo,r=\u00e9",
                "n,a=,n=romeo,r=x",
                "n,b=romeo,n=romeo,r=x",
                "n,romeo@example.org,n=romeo,r=x",
                "N,,n=romeo,r=x",
                "x,,n=romeo,r=x",
                "nn,,n=romeo,r=x",
                ",,n=romeo,r=x",
                "p=,,n=romeo,r=x",
                "p=tls exporter,,n=romeo,r=x",
                "n=romeo,r=x",
            })
    void malformedFirstMessages(String message) {
        assertRefused(send(mechanism(false).start(stream.context()), message), SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void whatIsNotUtf8OrTooLongIsMalformed() {
        byte[] notUtf8 = octets("n,,n=romeo,r=x");
        notUtf8[5] = (byte) 0xC0;

        assertRefused(mechanism(false).start(stream.context()).respond(notUtf8), SaslCondition.MALFORMED_REQUEST);
        assertRefused(first(romeo.withBare("n=romeo,r=x,f=" + "y".repeat(5000))), SaslCondition.MALFORMED_REQUEST);
        assertRefused(first(romeo.withBare("n=romeo,r=" + "y".repeat(300))), SaslCondition.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=must,n=romeo,r=x", "n=romeo,r=x,m=must", "n=romeo,m=must,r=x"})
    void unknownMandatoryExtensionsFail(String bare) {
        assertRefused(first(romeo.withBare(bare)), SaslCondition.MALFORMED_REQUEST, "extensions-not-supported");
    }

    @Test
    void anUnknownMandatoryExtensionInTheLastMessageFails() {
        assertRefused(
                loginWith(romeo, challenge -> romeo.last(challenge, ",m=must")),
                SaslCondition.MALFORMED_REQUEST,
                "extensions-not-supported");
    }

    @Test
    void optionalExtensionsAreSignedAndPassedOver() {
        TestScramClient extended = romeo.withBare("n=romeo,r=clientnonce,f=first,G=is=fine");

        success(loginWith(extended, challenge -> extended.last(challenge, ",x=1,y=2")));
    }

    @Test
    void theFlagYIsRefusedWherePlusWasOffered() {
        assertRefused(
                first(romeo.withHeader("y,,")), SaslCondition.NOT_AUTHORIZED, "server-does-support-channel-binding");
    }

    @Test
    void theFlagHasToSuitTheMechanism() {
        assertRefused(first(romeo.withHeader("p=tls-exporter,,")), SaslCondition.MALFORMED_REQUEST);
        assertRefused(send(mechanism(true).start(stream.context()), romeo.first()), SaslCondition.MALFORMED_REQUEST);
        assertRefused(
                send(
                        mechanism(true).start(stream.offering("SCRAM-SHA-1").context()),
                        romeo.withHeader("y,,").first()),
                SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void bindingTypesThatWereNotOfferedFail() {
        assertRefused(
                send(
                        mechanism(true).start(stream.context()),
                        romeo.withHeader("p=tls-unique,,").first()),
                SaslCondition.NOT_AUTHORIZED,
                "unsupported-channel-binding-type");
        assertRefused(
                send(
                        mechanism(true).start(stream.withoutBindings().context()),
                        romeo.withHeader("p=tls-exporter,,").first()),
                SaslCondition.NOT_AUTHORIZED,
                "unsupported-channel-binding-type");
    }

    @Test
    void aChannelThatIsNotOursFails() {
        TestScramClient intercepted = romeo.binding("p=tls-exporter,,", octets("another channel"));

        assertRefused(
                login(mechanism(true), stream, intercepted),
                SaslCondition.NOT_AUTHORIZED,
                "channel-bindings-dont-match");
    }

    @Test
    void aHeaderThatChangedOnTheWayFails() {
        assertRefused(
                loginWith(romeo, challenge -> romeo.withHeader("y,,").last(challenge)),
                SaslCondition.NOT_AUTHORIZED,
                "channel-bindings-dont-match");
        assertRefused(
                loginWith(romeo, challenge -> romeo.binding("n,,", octets("x")).last(challenge)),
                SaslCondition.NOT_AUTHORIZED,
                "channel-bindings-dont-match");
    }

    @Test
    void theNonceHasToBeTheWholeOne() {
        assertRefused(
                loginWith(romeo, challenge -> romeo.signed(challenge, "c=biws,r=clientnonce")),
                SaslCondition.NOT_AUTHORIZED);
        assertRefused(
                loginWith(romeo, challenge -> romeo.last(challenge).replace(",p=", "x,p=")),
                SaslCondition.NOT_AUTHORIZED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws,r=NONCE",
                "r=NONCE,c=biws,p=AAAA",
                "c=biws,p=AAAA",
                "r=NONCE,p=AAAA",
                "c=biws,r=NONCE,p=",
                "c=biws,r=NONCE,p=AAAA",
                "c=biws,r=NONCE,p=****",
                "c=biws,r=NONCE,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=,x=1",
                "c=biws,r=NONCE,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=,m=1",
                "c=biws,x=1,r=NONCE,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=biws,r=NONCE,r=NONCE,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            })
    void malformedLastMessages(String message) {
        assertRefused(
                loginWith(
                        romeo,
                        challenge -> message.replace(
                                "NONCE", TestScramClient.attributes(challenge).get("r"))),
                SaslCondition.MALFORMED_REQUEST);
    }

    @Test
    void wrongPasswordUnknownNameAndDisabledAccountGetTheSameAnswer() {
        for (String name : new String[] {"romeo", "nobody", "retired"}) {
            assertRefused(
                    login(TestScramClient.plain(ScramHash.SHA_1, name, "wrong")), SaslCondition.NOT_AUTHORIZED, WRONG);
        }
    }

    @Test
    void aDisabledAccountIsToldSoAfterItsProof() {
        assertRefused(
                login(TestScramClient.plain(ScramHash.SHA_1, "retired", "r0m30myr0m30")),
                SaslCondition.ACCOUNT_DISABLED);
    }

    @Test
    void anAccountWithoutKeysForTheHashLooksLikeAnUnknownOne() {
        accounts.with("imported@example.org", new Credentials(Map.of(), true));

        assertRefused(
                login(TestScramClient.plain(ScramHash.SHA_1, "imported", "any")), SaslCondition.NOT_AUTHORIZED, WRONG);
    }

    @Test
    void aNameThatNoAccountCanHaveIsAWrongName() {
        assertRefused(first(romeo.withBare("n=ro meo,r=x")), SaslCondition.NOT_AUTHORIZED, WRONG);
        assertRefused(first(romeo.withBare("n=romeo@example.org,r=x")), SaslCondition.NOT_AUTHORIZED, WRONG);
    }

    @Test
    void unknownNamesHaveSaltsOfTheirOwnThatStay() {
        String nobody = saltOf("nobody");

        assertThat(saltOf("nobody")).isEqualTo(nobody);
        assertThat(saltOf("NOBODY")).isEqualTo(nobody);
        assertThat(saltOf("noone")).isNotEqualTo(nobody);
        assertThat(unknown.keys(ScramHash.SHA_256, BareJid.of("nobody@example.org"))
                        .salt())
                .hasSize(PasswordKeys.SALT_LENGTH)
                .isNotEqualTo(unknown.keys(ScramHash.SHA_1, BareJid.of("nobody@example.org"))
                        .salt());
        assertThat(TestScramClient.attributes(challenge(first(romeo.withBare("n=nobody,r=x")))))
                .containsEntry("i", String.valueOf(TestAccounts.ITERATIONS));
    }

    @Test
    void anExchangeEndsWithItsFirstFailureOrSuccess() {
        SaslExchange failed = mechanism(false).start(stream.context());
        send(failed, "nonsense");
        assertRefused(send(failed, romeo.first()), SaslCondition.MALFORMED_REQUEST);

        SaslExchange done = mechanism(false).start(stream.context());
        String last = romeo.last(challenge(send(done, romeo.first())));
        success(send(done, last));
        assertRefused(send(done, last), SaslCondition.MALFORMED_REQUEST);
    }

    private String saltOf(String name) {
        String challenge = challenge(first(romeo.withBare("n=" + name + ",r=x")));
        return String.valueOf(TestScramClient.attributes(challenge).get("s"));
    }

    private ScramMechanism mechanism(boolean plus) {
        return mechanism(ScramHash.SHA_1, plus);
    }

    private ScramMechanism mechanism(ScramHash hash, boolean plus) {
        return new ScramMechanism(hash, plus, new RandomTokens(new SecureRandom()), unknown);
    }

    private SaslStep first(TestScramClient client) {
        return send(mechanism(false).start(stream.context()), client.first());
    }

    private SaslStep login(TestScramClient client) {
        return login(mechanism(false), stream, client);
    }

    private static SaslStep login(SaslMechanism mechanism, TestStream stream, TestScramClient client) {
        SaslExchange exchange = mechanism.start(stream.context());
        return send(exchange, client.last(challenge(send(exchange, client.first()))));
    }

    private SaslStep loginWith(TestScramClient client, UnaryOperator<String> last) {
        SaslExchange exchange = mechanism(false).start(stream.context());
        return send(exchange, last.apply(challenge(send(exchange, client.first()))));
    }
}
