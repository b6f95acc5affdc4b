package im.carillon.sasl;

import static im.carillon.sasl.SaslAssertions.assertRefused;
import static im.carillon.sasl.SaslAssertions.send;
import static im.carillon.sasl.SaslAssertions.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.BareJid;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaslMechanismsTest {

    private final RandomTokens random = new RandomTokens(new SecureRandom());
    private final UnknownAccounts unknown = new UnknownAccounts(new ServerSecret(new byte[32]), 10);
    private final List<SaslMechanism> all = new ArrayList<>(SaslMechanisms.scram(random, unknown));

    {
        all.add(new PlainMechanism(unknown, false));
        all.add(new AnonymousMechanism(random));
    }

    private final SaslMechanisms mechanisms = new SaslMechanisms(all);

    @Test
    void offersWhatTheStreamCanCarry() {
        List<String> wanted = List.of("SCRAM-SHA-256-PLUS", "NO-SUCH", "PLAIN", "SCRAM-SHA-256", "ANONYMOUS");

        assertThat(mechanisms.offered(wanted, true, Set.of(ChannelBindings.TLS_EXPORTER)))
                .containsExactly("SCRAM-SHA-256-PLUS", "PLAIN", "SCRAM-SHA-256", "ANONYMOUS");
        assertThat(mechanisms.offered(wanted, true, Set.of())).containsExactly("PLAIN", "SCRAM-SHA-256", "ANONYMOUS");
        assertThat(mechanisms.offered(wanted, false, Set.of())).containsExactly("SCRAM-SHA-256", "ANONYMOUS");
    }

    @Test
    void fastMechanismsDependOnTheirOwnBindingType() {
        ManualClock clock = new ManualClock();
        SaslMechanisms fast = new SaslMechanisms(SaslMechanisms.fast(new FastTokens(
                new TestFastTokenStore(),
                new ServerSecret(new byte[32]),
                random,
                FastLifetimes.of(Duration.ofDays(14)),
                clock)));

        assertThat(fast.names()).containsExactly("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE");
        assertThat(fast.offered(fast.names(), true, Set.of(ChannelBindings.TLS_SERVER_END_POINT)))
                .containsExactly("HT-SHA-256-ENDP", "HT-SHA-256-NONE");
        assertThat(fast.offered(fast.names(), false, Set.of())).isEmpty();
    }

    @Test
    void refusesTwoOfOneName() {
        List<SaslMechanism> twice = List.of(new AnonymousMechanism(random), new AnonymousMechanism(random));

        assertThatThrownBy(() -> new SaslMechanisms(twice)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anonymousGivesEverybodyAnotherName() {
        BareJid one = anonymous("").account();
        BareJid two = anonymous("sirhc").account();

        assertThat(one).isNotEqualTo(two);
        assertThat(one.domain()).isEqualTo("example.org");
        assertThat(one.local()).matches("[0-9a-f]{32}");
    }

    @Test
    void anonymousBoundsItsTrace() {
        SaslExchange exchange = new AnonymousMechanism(random)
                .start(TestStream.with(new TestAccounts()).context());

        assertRefused(send(exchange, "x".repeat(2000)), SaslCondition.MALFORMED_REQUEST);
    }

    private SaslStep.Success anonymous(String trace) {
        return success(send(
                new AnonymousMechanism(random)
                        .start(TestStream.with(new TestAccounts()).context()),
                trace));
    }

    @Test
    void serverNoncesDiffer() {
        assertThat(random.next()).hasSize(24).isNotEqualTo(random.next()).doesNotContain(",", "=");
    }
}
