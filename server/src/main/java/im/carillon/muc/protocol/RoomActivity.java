package im.carillon.muc.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/**
 * How many messages an hour there are in a public room (XEP-0502 0.1.0). It is read from the end of the
 * room's timeline, at most once in some minutes and only when somebody asks, so that speaking costs
 * nothing more and a restart loses nothing.
 */
@Singleton
final class RoomActivity implements RoomFeature {

    private static final String FIELD = "{urn:xmpp:muc-activity}message-activity";
    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int SAMPLE = 200;
    private static final int MOST_ROOMS = 10_000;

    private final Timelines timelines;
    private final InstantSource clock;
    private final Cache<Long, Double> known = Caffeine.newBuilder()
            .maximumSize(MOST_ROOMS)
            .expireAfterWrite(Duration.ofMinutes(5))
            .build();

    @Inject
    RoomActivity(Timelines timelines, InstantSource clock) {
        this.timelines = timelines;
        this.clock = clock;
    }

    @Override
    public List<Field> fields(Room room) {
        RoomConfig config = room.config();
        boolean open = config.persistent()
                && config.publicRoom()
                && !config.membersOnly()
                && config.password().isEmpty();
        return open
                ? List.of(Field.of(FieldType.TEXT_SINGLE, FIELD, "Messages per hour")
                        .with(String.format(Locale.ROOT, "%.2f", known.get(room.id(), id -> measured(room)))))
                : List.of();
    }

    private double measured(Room room) {
        Instant now = clock.instant();
        List<TimelineEntry> sample = timelines.last(room.timeline(), SAMPLE);
        // what is older than the sample does not matter to a room that is so lively
        Instant begin = sample.size() < SAMPLE
                ? now.minus(WINDOW)
                : later(Positions.time(sample.getFirst().position()), now.minus(WINDOW));
        long count = sample.stream()
                .filter(entry -> !Positions.time(entry.position()).isBefore(begin))
                .filter(entry -> counts(entry.element()))
                .count();
        Duration time = Duration.between(begin, now);
        return count * (double) Duration.ofHours(1).toMillis() / Math.max(time.toMillis(), SHORTEST.toMillis());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Corrections are no messages of their own. */
    private static boolean counts(XmlElement message) {
        return message.hasChild(Namespaces.CLIENT, "body")
                && !message.hasChild("urn:xmpp:message-correct:0", "replace");
    }
}
