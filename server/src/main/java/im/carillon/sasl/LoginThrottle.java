package im.carillon.sasl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Slows down who guesses passwords, and never locks an owner out. Thread-safe.
 *
 * <p>Failures are counted by account and by network; after some free ones each doubles the time that the next
 * answer takes, up to a bound of seconds, and they fade. An account counts an attempt from its beginning, so
 * that a hundred guesses at once are no cheaper than one after the other; success takes it back.
 *
 * <p>A network from which the account was logged into before has a count of its own with that account, and
 * feels nothing of what others do to the account or from the network: its owner logs in at once while the
 * account is under attack. Any other owner waits the bound at most. Success clears no count of an account or a
 * network: else an attacker would log into an account of his own in between.
 *
 * <p>Memory is bounded; what an attacker pushes out is what is used least.
 */
public final class LoginThrottle {

    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final FailureCounts<BareJid> byAccount;
    private final FailureCounts<Network> byNetwork;
    private final FailureCounts<Pair> byPair;
    private final Cache<Pair, Boolean> known;

    @Inject
    public LoginThrottle(ThrottleLimits limits, InstantSource clock) {
        byAccount = new FailureCounts<>(
                limits,
                limits.freeByAccount(),
                clock,
                account -> account.toString().length());
        byNetwork = new FailureCounts<>(limits, limits.freeByNetwork(), clock, network -> 0);
        byPair = new FailureCounts<>(limits, limits.freeByAccount(), clock, pair -> 0);
        known = Caffeine.newBuilder()
                .maximumSize(limits.entries())
                .expireAfterAccess(KNOWN_FOR)
                .ticker(FailureCounts.ticker(clock))
                .build();
    }

    private record Pair(Network network, BareJid account) {}

    /** Begins an attempt to log into this account, whether it exists or not. */
    public LoginAttempt begin(InetAddress address, BareJid account) {
        Pair pair = new Pair(Network.of(address), account);
        return known.getIfPresent(pair) != null ? new KnownAttempt(pair) : new StrangeAttempt(pair);
    }

    /** From where the account was logged into before. */
    private final class KnownAttempt implements LoginAttempt {

        private final Pair pair;
        private final Duration delay;

        KnownAttempt(Pair pair) {
            this.pair = pair;
            this.delay = byPair.delay(pair);
            byPair.add(pair);
        }

        @Override
        public Duration delay() {
            return delay;
        }

        @Override
        public void succeeded() {
            byPair.takeBack(pair);
        }

        @Override
        public void failed() {
            byNetwork.add(pair.network());
        }
    }

    private final class StrangeAttempt implements LoginAttempt {

        private final Pair pair;
        private final Duration delay;

        StrangeAttempt(Pair pair) {
            this.pair = pair;
            Duration account = byAccount.delay(pair.account());
            Duration network = byNetwork.delay(pair.network());
            this.delay = account.compareTo(network) >= 0 ? account : network;
            byAccount.add(pair.account());
        }

        @Override
        public Duration delay() {
            return delay;
        }

        @Override
        public void succeeded() {
            byAccount.takeBack(pair.account());
            known.put(pair, true);
        }

        @Override
        public void failed() {
            byNetwork.add(pair.network());
        }
    }
}
