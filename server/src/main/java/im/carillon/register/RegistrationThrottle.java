package im.carillon.register;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.sasl.Network;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Bounds how many accounts are tried to be made from one network. Thread-safe, memory is bounded. */
final class RegistrationThrottle {

    private static final int MOST_NETWORKS = 100_000;

    private final Limits limits;
    private final InstantSource clock;
    private final Cache<Network, Window> windows;

    private record Window(Instant began, int attempts) {}

    /**
     * How many attempts.
     *
     * @param attempts from one network, successful or not
     * @param period in which they count
     */
    record Limits(int attempts, Duration period) {
        static Limits standard() {
            return new Limits(10, Duration.ofHours(1));
        }
    }

    RegistrationThrottle(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.windows = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfterWrite(limits.period())
                .build();
    }

    /** Counts an attempt and tells whether it may be made. */
    boolean admit(InetAddress address) {
        Instant now = clock.instant();
        Window window = windows.asMap()
                .compute(
                        Network.of(address),
                        (network, known) ->
                                known == null || !now.isBefore(known.began().plus(limits.period()))
                                        ? new Window(now, 1)
                                        : new Window(known.began(), Math.min(known.attempts(), limits.attempts()) + 1));
        return window.attempts() <= limits.attempts();
    }
}
