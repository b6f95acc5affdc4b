package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.assertRefused;
import static im.carillon.sasl.SaslAssertions.success;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import im.carillon.sasl.FastTokenStore.Changed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0484 with draft-schmaus-kitten-sasl-ht-09. */
class HashedTokenMechanismTest {

    private static final BareJid ROMEO = BareJid.of("romeo@example.org");
    private static final String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
    private static final String NONE = "HT-SHA-256-NONE";
    private static final String EXPR = "HT-SHA-256-EXPR";
    private static final FastRequest PLAIN_REQUEST = new FastRequest(PHONE, OptionalLong.empty(), false);

    private final ManualClock clock = new ManualClock();
    private final TestFastTokenStore store = new TestFastTokenStore();
    private final FastTokens tokens = new FastTokens(
            store,
            new ServerSecret(countingOctets()),
            new RandomTokens(new SecureRandom()),
            new FastLifetimes(Duration.ofDays(14), Duration.ofDays(1)),
            clock);
    private final SaslMechanisms mechanisms = new SaslMechanisms(SaslMechanisms.fast(tokens));
    private final TestAccounts accounts = new TestAccounts().with("romeo@example.org", "r0m30myr0m30");
    private final TestStream stream = TestStream.with(accounts);

    /** Token and HMACs were computed with another implementation of HMAC, from the same secret and id. */
    @ParameterizedTest
    @CsvSource({
        "HT-SHA-256-NONE, a875d07f4cf2afedc49d224dd4ecc4c6efd66db77b6ed8fdda2dd912935102ee,"
                + "d6835368fbd11d39ad44c9878f186851556517d7b248ee7acf49140b09ebd2a5",
        "HT-SHA-256-EXPR, 3535b321416a269d1b1e13505bd2e02eec1707414f01091e404c977f31da41be,"
                + "3b270705357c86c41ccc1e8a87b3db79d7c7070d5c6bbfc93f8f8dbe003f397a",
        "HT-SHA-256-ENDP, 9e2c55efa4c49a4b0874242922a69f3d8948ace2cbbf1bbbc3b61bddb80e99e4,"
                + "4b1ec8223a9d319844b44ea6311eccd9cff6372a9ed2e5ac89154b79eb2f83d8",
    })
    void knownHashes(String mechanism, String initiator, String responder) {
        FastToken token = new FastToken(
                mechanism, "c2VlZA", clock.instant(), clock.instant().plusSeconds(60), FastToken.NEVER_COUNTED);
        put(new FastTokenSlots(Optional.of(token), Optional.empty()));

        SaslStep step =
                respond(mechanism, PLAIN_REQUEST, "romeo", HexFormat.of().parseHex(initiator));

        assertThat(success(step).account()).isEqualTo(ROMEO);
        assertThat(success(step).additionalData().orElseThrow())
                .isEqualTo(HexFormat.of().parseHex(responder));
    }

    @Test
    void aTokenIsIssuedOnRequestAndUsedUntilItExpires() {
        IssuedFastToken issued = request(EXPR);
        assertThat(issued.token()).hasSize(43);
        assertThat(issued.expiry()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(14)));

        success(login(EXPR, issued));
        success(login(EXPR, issued));
        clock.advance(Duration.ofDays(14));
        assertRefused(login(EXPR, issued), SaslCondition.CREDENTIALS_EXPIRED);
    }

    @Test
    void whoDoesNotHoldTheTokenIsNotToldThatItExpired() {
        IssuedFastToken issued = request(NONE);
        clock.advance(Duration.ofDays(15));

        assertRefused(login(NONE, new IssuedFastToken("guess", issued.expiry())), SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    void nothingThatOpensTheAccountIsStored() {
        IssuedFastToken issued = request(NONE);

        FastToken stored = store.read(ROMEO, PHONE).next().orElseThrow();
        assertThat(issued.token()).doesNotContain(stored.id());
        assertRefused(login(NONE, new IssuedFastToken(stored.id(), issued.expiry())), SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    void aTokenIsBoundToMechanismClientAndAccount() {
        accounts.with("juliet@example.org", "any");
        IssuedFastToken issued = request(EXPR);
        put(BareJid.of("juliet@example.org"), PHONE, store.read(ROMEO, PHONE));
        put(ROMEO, "another-client", store.read(ROMEO, PHONE));

        assertRefused(login(NONE, issued), SaslCondition.NOT_AUTHORIZED);
        assertRefused(
                respond(EXPR, PLAIN_REQUEST, "juliet", proof(EXPR, issued.token())), SaslCondition.NOT_AUTHORIZED);
        assertRefused(
                login(EXPR, issued, new FastRequest("another-client", OptionalLong.empty(), false)),
                SaslCondition.NOT_AUTHORIZED);
        success(login(EXPR, issued));
    }

    @Test
    void aTokenOnAnotherChannelFails() {
        IssuedFastToken issued = request(EXPR);

        assertRefused(
                respond(EXPR, PLAIN_REQUEST, "romeo", hash(issued.token(), new byte[] {1, 2, 3})),
                SaslCondition.NOT_AUTHORIZED);
        assertRefused(
                exchange(EXPR, stream.withoutBindings().fast(PLAIN_REQUEST))
                        .respond(message("romeo", proof(EXPR, issued.token()))),
                SaslCondition.NOT_AUTHORIZED,
                "unsupported-channel-binding-type");
    }

    @Test
    void rotationKeepsTheOldTokenUntilTheNewOneIsUsed() {
        IssuedFastToken first = request(NONE);
        assertThat(rotated(success(login(NONE, first)))).isEmpty();

        clock.advance(Duration.ofDays(1));
        IssuedFastToken lost = rotated(success(login(NONE, first))).orElseThrow();
        IssuedFastToken second = rotated(success(login(NONE, first))).orElseThrow();

        assertRefused(login(NONE, lost), SaslCondition.NOT_AUTHORIZED);
        success(login(NONE, first));
        success(login(NONE, second));
        assertRefused(login(NONE, first), SaslCondition.NOT_AUTHORIZED);
        success(login(NONE, second));
    }

    @Test
    void usingATokenEndsUnusedOnesThatExpireEarlier() {
        IssuedFastToken current = request(NONE);
        success(login(NONE, current));
        FastToken used = store.read(ROMEO, PHONE).current().orElseThrow();
        FastToken shorter =
                new FastToken(NONE, "c2VlZA", used.issued(), used.expiry().minusSeconds(1), -1);
        put(new FastTokenSlots(Optional.of(used), Optional.of(shorter)));

        success(login(NONE, current));

        assertThat(store.read(ROMEO, PHONE).next()).isEmpty();
    }

    @Test
    void invalidatingLeavesNothingAndRotatesNothing() {
        IssuedFastToken issued = request(NONE);
        clock.advance(Duration.ofDays(2));

        SaslStep.Success goodbye = success(login(NONE, issued, new FastRequest(PHONE, OptionalLong.empty(), true)));

        assertThat(rotated(goodbye)).isEmpty();
        assertThat(store.read(ROMEO, PHONE).isEmpty()).isTrue();
        assertRefused(login(NONE, issued), SaslCondition.NOT_AUTHORIZED);
        assertThat(tokens.afterLogin(goodbye, Optional.of(PHONE), Optional.of(NONE)))
                .isPresent();
    }

    @Test
    void countsMustRise() {
        IssuedFastToken issued = request(NONE);

        success(login(NONE, issued, counted(5)));
        assertRefused(login(NONE, issued, counted(5)), SaslCondition.NOT_AUTHORIZED);
        assertRefused(login(NONE, issued, counted(4)), SaslCondition.NOT_AUTHORIZED);
        success(login(NONE, issued, counted(7)));
        success(login(NONE, issued));
    }

    @Test
    void ofManyReplaysOneGetsThrough() throws Exception {
        IssuedFastToken issued = request(NONE);
        SaslStep[] steps = new SaslStep[8];
        Thread[] threads = new Thread[steps.length];
        for (int i = 0; i < steps.length; i++) {
            int index = i;
            threads[i] = Thread.ofVirtual().start(() -> steps[index] = login(NONE, issued, counted(1)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(steps).filteredOn(SaslStep.Success.class::isInstance).hasSize(1);
    }

    @Test
    void failuresAndRepeatedLoginsWriteNothing() {
        IssuedFastToken issued = request(NONE);
        success(login(NONE, issued));
        int writes = store.writes();

        success(login(NONE, issued));
        assertRefused(login(NONE, new IssuedFastToken("guess", issued.expiry())), SaslCondition.NOT_AUTHORIZED);

        assertThat(store.writes()).isEqualTo(writes);
    }

    @Test
    void tokensEndWithTheAccount() {
        IssuedFastToken issued = request(NONE);

        accounts.with("romeo@example.org", "r0m30myr0m30", false);
        assertRefused(login(NONE, issued), SaslCondition.ACCOUNT_DISABLED);
        store.forget(ROMEO);
        assertRefused(login(NONE, issued), SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    void aTokenOfADeletedAccountOpensNothing() {
        IssuedFastToken issued = request(NONE);
        SaslExchange exchange =
                exchange(NONE, TestStream.with(new TestAccounts()).fast(PLAIN_REQUEST));

        assertRefused(exchange.respond(message("romeo", proof(NONE, issued.token()))), SaslCondition.NOT_AUTHORIZED);
    }

    @Test
    void tokensAreOnlyGivenForKnownMechanismsAndNamedClients() {
        SaslStep.Success login = new SaslStep.Success(ROMEO, Optional.empty(), Optional.empty());

        assertThat(tokens.afterLogin(login, Optional.of(PHONE), Optional.of("HT-SHA-1-NONE")))
                .isEmpty();
        assertThat(tokens.afterLogin(login, Optional.empty(), Optional.of(NONE)))
                .isEmpty();
        assertThat(tokens.afterLogin(login, Optional.of(PHONE), Optional.empty()))
                .isEmpty();
    }

    @Test
    void onlyWithTheFastElementAndInsideTls() {
        IssuedFastToken issued = request(NONE);
        byte[] message = message("romeo", proof(NONE, issued.token()));

        assertRefused(exchange(NONE, stream).respond(message), SaslCondition.MALFORMED_REQUEST);
        assertRefused(
                exchange(NONE, stream.unencrypted().fast(PLAIN_REQUEST)).respond(message),
                SaslCondition.ENCRYPTION_REQUIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 32, 33, 2000})
    void malformed(int length) {
        assertRefused(
                exchange(NONE, stream.fast(PLAIN_REQUEST)).respond(new byte[length]), SaslCondition.MALFORMED_REQUEST);
    }

    private static byte[] countingOctets() {
        byte[] octets = new byte[32];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }

    private static FastRequest counted(long count) {
        return new FastRequest(PHONE, OptionalLong.of(count), false);
    }

    private void put(FastTokenSlots slots) {
        put(ROMEO, PHONE, slots);
    }

    private void put(BareJid account, String clientId, FastTokenSlots slots) {
        store.update(account, clientId, before -> new Changed<>(slots, before));
    }

    /** What a client gets that logged in with its password and asked for a token. */
    private IssuedFastToken request(String mechanism) {
        return tokens.afterLogin(
                        new SaslStep.Success(ROMEO, Optional.empty(), Optional.empty()),
                        Optional.of(PHONE),
                        Optional.of(mechanism))
                .orElseThrow();
    }

    private Optional<IssuedFastToken> rotated(SaslStep.Success login) {
        return tokens.afterLogin(login, Optional.of(PHONE), Optional.empty());
    }

    private SaslStep login(String mechanism, IssuedFastToken token) {
        return login(mechanism, token, PLAIN_REQUEST);
    }

    private SaslStep login(String mechanism, IssuedFastToken token, FastRequest request) {
        return respond(mechanism, request, "romeo", proof(mechanism, token.token()));
    }

    private SaslStep respond(String mechanism, FastRequest request, String name, byte[] hash) {
        return exchange(mechanism, stream.fast(request)).respond(message(name, hash));
    }

    private SaslExchange exchange(String mechanism, TestStream on) {
        return mechanisms.named(mechanism).orElseThrow().start(on.context());
    }

    private static byte[] proof(String mechanism, String token) {
        return hash(token, mechanism.equals(EXPR) ? TestStream.EXPORTER : new byte[0]);
    }

    private static byte[] hash(String token, byte[] channelBinding) {
        return new Hmac(ScramHash.SHA_256, token.getBytes(StandardCharsets.UTF_8))
                .of("Initiator".getBytes(StandardCharsets.UTF_8), channelBinding);
    }

    private static byte[] message(String name, byte[] hash) {
        byte[] octets = (name + '\0').getBytes(StandardCharsets.UTF_8);
        byte[] message = new byte[octets.length + hash.length];
        System.arraycopy(octets, 0, message, 0, octets.length);
        System.arraycopy(hash, 0, message, octets.length, hash.length);
        return message;
    }
}
