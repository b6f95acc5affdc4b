package im.carillon.muc.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import im.carillon.muc.decision.Interest;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.routing.Hosts;
import im.carillon.routing.NotificationChoices;
import im.carillon.routing.NotificationChoices.Wish;
import im.carillon.routing.Router;
import im.carillon.stanza.Message;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Positions;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who belong to a room and are not there hear of what they want to hear of (XEP-0492 0.2.0): the
 * conference service writes to them, so that a client that knows nothing of this shows it as it shows
 * any message, and one that is off-line gets it later. One message for a room in some minutes.
 *
 * <p>The committer's thread only looks whether anybody in a room has such a wish, which is known as a
 * rule; the rest is done on a thread of its own after the commit.
 */
@Singleton
final class AwayMembers {

    private static final Logger LOG = LoggerFactory.getLogger(AwayMembers.class);
    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final int MOST_ROOMS = 10_000;
    private static final int MOST_TOLD = 100_000;
    private static final int LONGEST_QUOTE = 300;

    private final Provider<NotificationChoices> choices;
    private final Router router;
    private final Hosts hosts;
    private final Database database;
    private final Cache<Long, Known> interests =
            Caffeine.newBuilder().maximumSize(MOST_ROOMS).build();
    private final Cache<Told, Boolean> told =
            Caffeine.newBuilder().maximumSize(MOST_TOLD).expireAfterWrite(QUIET).build();

    /** What was found out about a room when its lists, its setting and all choices were these. */
    private record Known(Interest interest, long affiliations, boolean membersOnly, long choices) {
        boolean isStill(long lists, boolean closed, long version) {
            return affiliations == lists && membersOnly == closed && choices == version;
        }
    }

    private record Told(long room, BareJid account) {}

    @Inject
    AwayMembers(Provider<NotificationChoices> choices, Router router, Hosts hosts, Database database) {
        this.choices = choices;
        this.router = router;
        this.hosts = hosts;
        this.database = database;
    }

    /** Something was said; on the committer's thread. */
    void said(Room room, Occupant speaker, XmlElement message, long position, UnitOfWork unit) {
        if (!message.hasChild(Namespaces.CLIENT, "body")) {
            return;
        }
        Known known = interests.getIfPresent(room.id());
        if (known == null || !isStill(known, room) || !known.interest().isEmpty()) {
            unit.afterCommit(() -> Thread.startVirtualThread(() -> tell(room, speaker, message, position)));
        }
    }

    private boolean isStill(Known known, Room room) {
        return known.isStill(
                room.affiliationsVersion(),
                room.config().membersOnly(),
                choices.get().version());
    }

    private void tell(Room room, Occupant speaker, XmlElement message, long position) {
        try {
            interest(room).concerned(message).forEach((account, mentioned) -> {
                if (isAway(room, account, speaker, message) && isQuiet(room, account)) {
                    write(room, account, speaker, message, mentioned, position);
                }
            });
        } catch (StorageException e) {
            LOG.info("who is away hears nothing of what was said in {}: {}", room.address(), e.getMessage());
        }
    }

    private Interest interest(Room room) {
        Known known = interests.getIfPresent(room.id());
        if (known == null || !isStill(known, room)) {
            // read before the members are, so that what changes meanwhile is noticed the next time
            long version = choices.get().version();
            long lists = room.affiliationsVersion();
            boolean closed = room.config().membersOnly();
            known = new Known(Interest.of(members(room, closed)), lists, closed, version);
            interests.put(room.id(), known);
        }
        return known.interest();
    }

    private List<Interest.Member> members(Room room, boolean closed) {
        List<Interest.Member> members = new ArrayList<>();
        for (Affiliation affiliation : List.of(Affiliation.MEMBER, Affiliation.ADMIN, Affiliation.OWNER)) {
            for (Affiliated each : room.affiliated(affiliation)) {
                BareJid account = each.address();
                if (!account.isDomain() && hosts.isLocal(account.domain())) {
                    Wish wish = choices.get().of(account, room.address());
                    List<String> names = new ArrayList<>(List.of(account.local()));
                    each.nick().ifPresent(names::add);
                    wish.nick().ifPresent(names::add);
                    members.add(
                            new Interest.Member(account, Interest.choice(wish.choice(), closed), List.copyOf(names)));
                }
            }
        }
        return members;
    }

    /** Not for who is there, spoke, or wants nothing of the speaker or the room. */
    private boolean isAway(Room room, BareJid account, Occupant speaker, XmlElement message) {
        return !room.isThere(account)
                && !account.equals(speaker.account())
                && room.affiliation(account).isAtLeast(Affiliation.MEMBER)
                && router.isLocalAccount(account)
                && router.isWelcome(
                        Message.of(
                                Message.Type.GROUPCHAT,
                                speaker.address(),
                                account,
                                message.children().getFirst()),
                        account);
    }

    private boolean isQuiet(Room room, BareJid account) {
        return told.asMap().putIfAbsent(new Told(room.id(), account), true) == null;
    }

    /** Whoever enters knows what was said, and is told again when they are away again. */
    void entered(Room room, BareJid account) {
        told.invalidate(new Told(room.id(), account));
    }

    private void write(
            Room room, BareJid account, Occupant speaker, XmlElement said, boolean mentioned, long position) {
        Message message = Message.of(
                Message.Type.CHAT,
                BareJid.of(room.address().domain()),
                account,
                XmlElement.of(Namespaces.CLIENT, "body", text(room, speaker, said, mentioned)));
        UnitOfWork unit = new UnitOfWork();
        router.route(
                message.withElement(message.element().withAttribute("id", "said-in-a-room-" + Positions.id(position))),
                unit);
        database.submit(unit);
    }

    /** What is said in a room without an archive is repeated nowhere. */
    private static String text(Room room, Occupant speaker, XmlElement said, boolean mentioned) {
        RoomConfig config = room.config();
        String name = config.name().isEmpty() ? room.address().local() : config.name();
        String what = speaker.nick() + (mentioned ? " mentioned you in " : " wrote in ") + name;
        Optional<String> quote = config.archiving() ? said.childText(Namespaces.CLIENT, "body") : Optional.empty();
        return what + quote.map(text -> ": " + shortened(text)).orElse("") + "\nxmpp:" + room.address() + "?join";
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_QUOTE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) + "\u2026";
    }
}
