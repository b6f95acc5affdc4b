package im.carillon.archive.retention;

import im.carillon.archive.search.TextIndexer;
import im.carillon.config.ArchiveConfig;
import im.carillon.config.HostConfig;
import im.carillon.config.Retention;
import im.carillon.routing.Hosts;
import im.carillon.timeline.Positions;
import im.carillon.timeline.RemovableEntries;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.TimelinePurge;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Removes what need not be kept: messages above the limits of their archive, archives of accounts
 * that are gone, and what was stored only until somebody had got it. Items of nodes are not messages
 * and stay. What an account has not got yet stays as well.
 *
 * <p>Runs one at a time, portion by portion, and rests after each as long as it took: others have
 * half of the database at least. Every method blocks.
 */
@Singleton
public final class Purge {

    private static final int PORTION = 200;

    private final TimelinePurge timelines;
    private final TextIndexer index;
    private final RetentionStore store;
    private final Hosts hosts;
    private final ArchiveConfig config;
    private final InstantSource clock;

    @Inject
    Purge(
            TimelinePurge timelines,
            TextIndexer index,
            RetentionStore store,
            Hosts hosts,
            ArchiveConfig config,
            InstantSource clock) {
        this.timelines = timelines;
        this.index = index;
        this.store = store;
        this.hosts = hosts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Applies the limits of all archives.
     *
     * @param counting whether limits by number are applied too, which takes longer
     * @return how many entries went
     */
    public synchronized long run(boolean counting) throws InterruptedException {
        long removed = 0;
        for (Optional<TimelineId> timeline = timelines.next(Optional.empty());
                timeline.isPresent();
                timeline = timelines.next(timeline)) {
            removed += apply(timeline.get(), counting);
        }
        return removed + leftOver();
    }

    private long apply(TimelineId timeline, boolean counting) throws InterruptedException {
        if (timeline.isNode()) {
            return 0;
        }
        if (timeline.isRoom()) {
            return apply(timeline, config.rules().retention(), counting);
        }
        Optional<RetentionStore.Owner> owner = store.find(timeline.owner());
        return owner.isEmpty()
                ? drop(timeline)
                : apply(
                        timeline,
                        owner.get().retention().within(ofHost(owner.get().host())),
                        counting);
    }

    Retention ofHost(String host) {
        return hosts.find(host)
                .map(HostConfig::archive)
                .orElseGet(config::rules)
                .retention();
    }

    private long apply(TimelineId timeline, Retention retention, boolean counting) throws InterruptedException {
        long horizon = Long.MIN_VALUE;
        if (retention.isByAge()) {
            horizon = Positions.at(clock.instant().minus(retention.keep()));
        }
        if (counting && retention.isByCount()) {
            horizon = Math.max(
                    horizon, timelines.oldestOf(timeline, retention.messages()).orElse(Long.MIN_VALUE));
        }
        return horizon == Long.MIN_VALUE ? 0 : removeBefore(timeline, horizon);
    }

    /** Removes what was said before a moment, whatever the limits of the archive are. */
    public synchronized long before(TimelineId timeline, Instant moment) throws InterruptedException {
        return removeBefore(timeline, Positions.at(moment));
    }

    private long removeBefore(TimelineId timeline, long horizon) throws InterruptedException {
        long end = Math.min(horizon, youngest());
        return each(after -> timelines.before(timeline, after, end, PORTION));
    }

    private long youngest() {
        return Positions.at(clock.instant().minus(Retention.SHORTEST));
    }

    /** Removes a whole timeline, with what nobody has got. */
    public synchronized long drop(TimelineId timeline) throws InterruptedException {
        return each(after -> timelines.all(timeline, PORTION));
    }

    private long leftOver() throws InterruptedException {
        long end = youngest();
        return each(after -> timelines.leftOver(after, end, PORTION));
    }

    private long each(LongFunction<RemovableEntries> next) throws InterruptedException {
        long removed = 0;
        long reached = Long.MIN_VALUE;
        while (true) {
            long begun = System.nanoTime();
            RemovableEntries portion = next.apply(reached);
            if (portion.isEmpty()) {
                return removed;
            }
            // the index first: a stanza that is gone would be in it for ever
            index.forget(portion.stanzas());
            timelines.remove(portion);
            removed += portion.entries().size();
            reached = portion.reached();
            Thread.sleep(Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
