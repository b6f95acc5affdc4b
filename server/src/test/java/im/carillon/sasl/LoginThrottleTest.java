package im.carillon.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.jid.BareJid;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

    private static final BareJid ROMEO = BareJid.of("romeo@example.org");
    private static final BareJid MALLORY = BareJid.of("mallory@example.org");
    private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("198.51.100.7");

    private final ManualClock clock = new ManualClock();
    private final ThrottleLimits limits =
            new ThrottleLimits(3, 10, Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofMinutes(10), 1000);
    private final LoginThrottle throttle = new LoginThrottle(limits, clock);

    @Test
    void delaysDoubleAfterSomeFreeFailuresUpToABound() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            delays.add(fail(ELSEWHERE, ROMEO).toMillis());
        }

        assertThat(delays).containsExactly(0L, 0L, 0L, 250L, 500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L, 8000L);
    }

    @Test
    void guessesAtOnceAreNoCheaper() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            // nobody waits for the outcome of the one before
            longest = throttle.begin(address(i), ROMEO).delay();
        }

        assertThat(longest).isEqualTo(limits.longest());
    }

    @Test
    void theOwnerAtAKnownAddressIsNotDelayedByAnAttack() {
        throttle.begin(HOME, ROMEO).succeeded();

        for (int i = 0; i < 50; i++) {
            fail(address(i), ROMEO);
            fail(HOME, MALLORY);
        }

        assertThat(throttle.begin(HOME, ROMEO).delay()).isZero();
    }

    @Test
    void anOwnerAtANewAddressWaitsTheBoundAtMostAndIsKnownThen() {
        for (int i = 0; i < 50; i++) {
            fail(address(i), ROMEO);
        }

        LoginAttempt owner = throttle.begin(HOME, ROMEO);
        assertThat(owner.delay()).isEqualTo(limits.longest());
        owner.succeeded();
        assertThat(throttle.begin(HOME, ROMEO).delay()).isZero();
    }

    @Test
    void aKnownAddressCannotGuessFreelyEither() {
        throttle.begin(HOME, ROMEO).succeeded();
        for (int i = 0; i < 20; i++) {
            fail(HOME, ROMEO);
        }

        assertThat(throttle.begin(HOME, ROMEO).delay()).isEqualTo(limits.longest());
    }

    @Test
    void anAddressThatTriesManyAccountsIsSlowedDown() {
        for (int i = 0; i < 20; i++) {
            fail(ELSEWHERE, BareJid.of("user" + i + "@example.org"));
        }

        assertThat(throttle.begin(ELSEWHERE, ROMEO).delay()).isEqualTo(limits.longest());
        assertThat(throttle.begin(HOME, ROMEO).delay()).isZero();
    }

    @Test
    void anAccountOfOnesOwnDoesNotClearTheAddress() {
        for (int i = 0; i < 20; i++) {
            fail(ELSEWHERE, BareJid.of("user" + i + "@example.org"));
            throttle.begin(ELSEWHERE, MALLORY).succeeded();
        }

        assertThat(throttle.begin(ELSEWHERE, ROMEO).delay()).isEqualTo(limits.longest());
    }

    @Test
    void successesCostNothing() {
        for (int i = 0; i < 100; i++) {
            LoginAttempt attempt = throttle.begin(HOME, BareJid.of("user" + i + "@example.org"));
            assertThat(attempt.delay()).isZero();
            attempt.succeeded();
        }
        for (int i = 0; i < 100; i++) {
            throttle.begin(HOME, ROMEO).succeeded();
        }

        assertThat(throttle.begin(HOME, ROMEO).delay()).isZero();
    }

    @Test
    void oneCustomerOfIpv6IsOneNetwork() {
        for (int i = 0; i < 20; i++) {
            fail(InetAddress.ofLiteral("2001:db8:1:2::" + (i + 1)), BareJid.of("user" + i + "@example.org"));
        }

        assertThat(throttle.begin(InetAddress.ofLiteral("2001:db8:1:2:ffff::"), ROMEO)
                        .delay())
                .isEqualTo(limits.longest());
        assertThat(throttle.begin(InetAddress.ofLiteral("2001:db8:1:3::1"), ROMEO)
                        .delay())
                .isZero();
    }

    @Test
    void failuresAreForgottenWhateverTheirNumber() {
        for (int i = 0; i < 500; i++) {
            fail(ELSEWHERE, ROMEO);
        }

        clock.advance(limits.halfLife().multipliedBy(2));

        assertThat(throttle.begin(HOME, ROMEO).delay()).isZero();
    }

    @Test
    void aClockThatIsSetBackMakesNothingWorse() {
        for (int i = 0; i < 20; i++) {
            fail(ELSEWHERE, ROMEO);
        }
        clock.advance(Duration.ofHours(-5));

        assertThat(throttle.begin(HOME, ROMEO).delay()).isEqualTo(limits.longest());
    }

    private Duration fail(InetAddress address, BareJid account) {
        LoginAttempt attempt = throttle.begin(address, account);
        attempt.failed();
        return attempt.delay();
    }

    private static InetAddress address(int number) {
        return InetAddress.ofLiteral("203.0.113." + number);
    }
}
