package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Pace;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.decision.Speech;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.RoomMessage;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Said;
import im.carillon.muc.state.Seat;
import im.carillon.muc.state.Subject;
import im.carillon.muc.store.RoomStore;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Fingerprint;
import im.carillon.timeline.Placement;
import im.carillon.timeline.Positions;
import im.carillon.timeline.Repeats;
import im.carillon.timeline.Timelines;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is said to everybody (XEP-0045 §7.4, §8.1). It takes its place in the room's timeline while
 * its unit is assembled, and is reflected, to its sender too, when it is durable.
 */
@Singleton
final class Conversation {

    private static final int LONGEST_SUBJECT = 4_096;

    private final Turns turns;
    private final RoomStore store;
    private final Timelines timelines;
    private final Repeats repeats;
    private final Pace pace;
    private final OwnRetractions retractions;
    private final AwayMembers away;
    private final Courier courier;

    @Inject
    Conversation(
            Turns turns,
            RoomStore store,
            Timelines timelines,
            Repeats repeats,
            Pace pace,
            OwnRetractions retractions,
            AwayMembers away,
            Courier courier) {
        this.turns = turns;
        this.store = store;
        this.timelines = timelines;
        this.repeats = repeats;
        this.pace = pace;
        this.retractions = retractions;
        this.away = away;
        this.courier = courier;
    }

    void say(Message message, FullJid real, UnitOfWork unit) throws StanzaException {
        turns.inOrder(message, message.to().orElseThrow().bare(), unit, (room, turn) -> say(room, message, real, turn));
    }

    private void say(Room room, Message message, FullJid real, UnitOfWork unit) throws StanzaException {
        if (room.isLocked()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "this room is not configured yet");
        }
        Optional<Occupant> sender = room.occupant(real);
        Role role = sender.map(Occupant::role).orElse(Role.NONE);
        boolean subject = Worth.isSubject(message);
        Refusal.check(subject ? Speech.subject(role, room.config()) : Speech.toAll(role));
        Occupant speaker = sender.orElseThrow();
        if (message.hasBody() || subject) {
            Refusal.check(pace.refusal(room.address(), speaker, room.config()));
        }
        XmlElement element = RoomMessage.of(message, speaker, room.address());
        if (subject) {
            requireShort(element);
        }
        if (Worth.keeping(message)) {
            keepOnce(room, element, speaker, speaker.client(real).orElseThrow().seat(), subject, unit);
        } else {
            courier.announce(List.of(new Dispatch(RoomMessage.message(element), room.audience())), unit);
        }
    }

    private static void requireShort(XmlElement message) throws StanzaException {
        if (message.childText(Namespaces.CLIENT, "subject").orElse("").length() > LONGEST_SUBJECT) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, "a subject has " + LONGEST_SUBJECT + " characters at most");
        }
    }

    /**
     * Unless it has been said already, and the client does not know. One that has begun anew since
     * waits for its reflection; the others get what they missed otherwise.
     */
    private void keepOnce(
            Room room, XmlElement element, Occupant speaker, Seat seat, boolean subject, UnitOfWork unit) {
        Fingerprint fingerprint = repeats.ofRoom(speaker.address(), element);
        Optional<Instant> began = seat.session().map(Session::since);
        OptionalLong first = repeats.firstOf(fingerprint, began, unit);
        if (first.isEmpty()) {
            keep(room, element, speaker, subject, fingerprint, unit);
        } else if (began.filter(Positions.time(first.getAsLong())::isBefore).isPresent()) {
            Message again = RoomMessage.stored(element, room.address(), first.getAsLong());
            courier.announce(List.of(new Dispatch(again, List.of(seat))), unit);
        }
    }

    private void keep(
            Room room,
            XmlElement element,
            Occupant speaker,
            boolean subject,
            Fingerprint fingerprint,
            UnitOfWork unit) {
        long position = timelines.nextPosition();
        repeats.remember(fingerprint, position, unit);
        if (subject) {
            Subject set = new Subject(
                    element.childText(Namespaces.CLIENT, "subject").orElse(""),
                    speaker.address(),
                    Positions.time(position));
            Optional<Subject> before = room.subject();
            room.subject(set);
            store.subject(unit, room.id(), set);
            unit.onFailure(e -> room.restoreSubject(set, before));
        } else {
            room.said(new Said(position, element));
            unit.onFailure(e -> room.unsaid(position));
            away.said(room, speaker, element, position, unit);
        }
        append(room, element, position, speaker.account(), unit);
        retractions.follow(room, speaker, element, unit);
    }

    /** Stores what somebody, or the room itself, says, and sends it to all who are there. */
    void append(Room room, XmlElement element, long position, BareJid by, UnitOfWork unit) {
        Placement placement =
                new Placement(room.timeline(), by, true, false, room.config().archiving());
        timelines.append(unit, position, element, List.of(placement));
        courier.deliverStored(
                RoomMessage.stored(element, room.address(), position),
                room.audience(),
                new StoredAt(room.timeline(), position, StoredAt.Form.PLAIN),
                unit);
    }
}
