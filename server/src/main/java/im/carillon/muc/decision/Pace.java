package im.carillon.muc.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.config.RoomsConfig;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.RoomConfig;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How fast somebody may speak: as the server bounds floods, and as a room in slow mode wants it
 * (XEP-0500 0.1.1). Used by one thread at a time for each room.
 */
@Singleton
public final class Pace {

    private static final int MOST_SPEAKERS = 100_000;

    private final Duration burst;
    private final Duration pace;
    private final InstantSource clock;

    /** Until when somebody has used up what they may say, and when they spoke last. */
    private final Cache<Speaker, Spoken> spoken =
            Caffeine.newBuilder().maximumSize(MOST_SPEAKERS).build();

    private record Speaker(BareJid room, BareJid account) {}

    private record Spoken(Instant usedUntil, Instant last) {}

    @Inject
    public Pace(RoomsConfig config, InstantSource clock) {
        this.pace = config.pace();
        this.burst = pace.multipliedBy(config.burst());
        this.clock = clock;
    }

    /** Counts a message, or says why it may not be sent yet. */
    public Optional<Refusal> refusal(BareJid room, Occupant occupant, RoomConfig config) {
        if (occupant.isModerator() || occupant.affiliation().isAtLeast(Affiliation.ADMIN)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Speaker speaker = new Speaker(room, occupant.account());
        Spoken before = spoken.getIfPresent(speaker);
        Duration slow = Duration.ofSeconds(config.slowMode());
        if (before != null && now.isBefore(before.last().plus(slow))) {
            return Refusal.because(
                    ErrorCondition.POLICY_VIOLATION,
                    ErrorType.WAIT,
                    "this room is in slow mode: one message in " + config.slowMode() + " seconds");
        }
        Instant free = before == null || before.usedUntil().isBefore(now) ? now : before.usedUntil();
        Instant used = free.plus(pace);
        if (used.isAfter(now.plus(burst))) {
            return Refusal.because(
                    ErrorCondition.POLICY_VIOLATION, ErrorType.WAIT, "you are too fast for this room; wait a little");
        }
        spoken.put(speaker, new Spoken(used, now));
        return Optional.empty();
    }
}
