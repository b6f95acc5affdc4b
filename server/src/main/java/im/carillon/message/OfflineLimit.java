package im.carillon.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.config.LimitsConfig;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.timeline.PendingEntries;
import im.carillon.timeline.TimelineId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds what waits for an account and is in no archive (XEP-0160 §2). Counts are asked of the
 * database once and then kept in memory; several senders at once can go over the limit by one each.
 */
@Singleton
final class OfflineLimit {

    private static final int ACCOUNTS = 10_000;

    private final PendingEntries pending;
    private final int most;
    private final Cache<TimelineId, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(ACCOUNTS)
            .expireAfterAccess(Duration.ofMinutes(10))
            .build();

    @Inject
    OfflineLimit(PendingEntries pending, LimitsConfig limits) {
        this.pending = pending;
        this.most = limits.offlineMessages();
    }

    /** Counts one more in, or refuses it; may block. */
    void admit(TimelineId timeline) throws StanzaException {
        AtomicInteger count = counts.get(timeline, key -> new AtomicInteger(pending.countNotArchived(key, most)));
        if (count.incrementAndGet() > most) {
            count.decrementAndGet();
            throw new StanzaException(
                    ErrorCondition.SERVICE_UNAVAILABLE, "too many messages wait for this account already");
        }
    }

    /** Some of them have been taken. */
    void forget(TimelineId timeline) {
        counts.invalidate(timeline);
    }
}
