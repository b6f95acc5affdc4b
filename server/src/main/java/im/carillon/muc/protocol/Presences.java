package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.muc.decision.Entry;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.Rooms;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Presence for rooms: entering, leaving, another nickname, another status (XEP-0045 §7.2, §7.6, §7.7, §7.14). */
@Singleton
final class Presences {

    private static final int RENAMED = 303;
    private static final int KICKED = 307;
    private static final int TECHNICAL = 333;

    private final Turns turns;
    private final Rooms rooms;
    private final Entrance entrance;
    private final Exit exit;
    private final OccupantIds ids;
    private final Courier courier;

    @Inject
    Presences(Turns turns, Rooms rooms, Entrance entrance, Exit exit, OccupantIds ids, Courier courier) {
        this.turns = turns;
        this.rooms = rooms;
        this.entrance = entrance;
        this.exit = exit;
        this.ids = ids;
        this.courier = courier;
    }

    void handle(Presence presence, FullJid real, Jid to, UnitOfWork unit) throws StanzaException {
        switch (presence.type()) {
            case AVAILABLE -> available(presence, real, nick(to), unit);
            case UNAVAILABLE -> leave(presence, real, to, Notice.NOTHING.answering(presence.id()), unit);
            case ERROR -> leave(presence, real, to, Notice.code(TECHNICAL), unit);
            case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PROBE -> {}
        }
    }

    /** §7.2.2, §17.1.1. */
    private static FullJid nick(Jid to) throws StanzaException {
        if (!(to instanceof FullJid nick)) {
            throw new StanzaException(ErrorCondition.JID_MALFORMED, "a room is entered under a nickname");
        }
        Entrance.requireVisible(nick.resourcePart());
        return nick;
    }

    private void available(Presence presence, FullJid real, FullJid nick, UnitOfWork unit) throws StanzaException {
        Optional<XmlElement> asked = presence.element().child(Namespace.MUC, "x");
        if (rooms.find(nick.bare()).isPresent()) {
            turns.inOrder(presence, nick.bare(), unit, (room, turn) -> available(room, presence, real, nick, turn));
        } else if (asked.isPresent()) {
            entrance.make(new Entrance.Request(real, nick, presence, asked.get()));
        } else {
            notThere(real, nick, unit);
        }
    }

    private void available(Room room, Presence presence, FullJid real, FullJid nick, UnitOfWork unit)
            throws StanzaException {
        Optional<XmlElement> asked = presence.element().child(Namespace.MUC, "x");
        Optional<Occupant> occupant = room.occupant(real);
        if (occupant.isEmpty() && asked.isEmpty()) {
            notThere(real, nick, unit);
        } else if (occupant.isEmpty()) {
            entrance.enter(room, new Entrance.Request(real, nick, presence, asked.orElseThrow()), unit);
        } else if (!occupant.get().address().equals(nick)) {
            rename(room, occupant.get(), presence, real, nick, unit);
        } else if (asked.isPresent()) {
            entrance.resynchronise(room, new Entrance.Request(real, nick, presence, asked.get()), unit);
        } else {
            update(room, presence, real, unit);
        }
    }

    /** Whoever believes to be there learns that they are not (§7.2.17). */
    private void notThere(FullJid real, FullJid nick, UnitOfWork unit) {
        Occupant nobody = new Occupant(
                nick,
                real.bare(),
                Affiliation.NONE,
                Role.NONE,
                ids.of(real.bare(), nick.bare()),
                List.of(),
                List.of(Client.of(real)));
        Notice notice = Notice.because(Optional.empty(), Optional.of("You are not in the room."))
                .with(List.of(KICKED, TECHNICAL));
        courier.announce(Announcements.expelled(nobody, notice), unit);
    }

    private void update(Room room, Presence presence, FullJid real, UnitOfWork unit) {
        room.show(real, Shown.of(presence)).ifPresent(now -> {
            Announcements announcements = new Announcements(room.config(), room.occupants());
            courier.announce(announcements.available(now, Notice.NOTHING.answering(presence.id())), unit);
        });
    }

    /** All clients of an occupant go together (§7.6). */
    private void rename(Room room, Occupant occupant, Presence presence, FullJid real, FullJid nick, UnitOfWork unit)
            throws StanzaException {
        String wanted = nick.resourcePart();
        Optional<Occupant> holder =
                room.named(wanted).filter(other -> !other.address().equals(occupant.address()));
        if (holder.isPresent()) {
            throw new StanzaException(ErrorCondition.CONFLICT, "somebody in the room has this nickname or one like it");
        }
        Refusal.check(Entry.nickRefusal(occupant.account(), Optional.empty(), room.reservedFor(wanted)));
        Announcements before = new Announcements(room.config(), room.occupants());
        List<Dispatch> dispatches = new ArrayList<>(
                before.unavailable(occupant, Notice.code(RENAMED).renamed(wanted), List.of()));
        room.rename(occupant, nick);
        Occupant now = room.show(real, Shown.of(presence)).orElseThrow();
        dispatches.addAll(new Announcements(room.config(), room.occupants())
                .available(now, Notice.NOTHING.answering(presence.id())));
        courier.announce(dispatches, unit);
        Occupancy.remember(now, unit);
    }

    private void leave(Presence presence, FullJid real, Jid to, Notice notice, UnitOfWork unit) throws StanzaException {
        if (rooms.find(to.bare()).isPresent()) {
            turns.inOrder(
                    presence,
                    to.bare(),
                    unit,
                    (room, turn) ->
                            exit.leave(room, real, notice, presence.isError() ? List.of() : Shown.of(presence), turn));
        }
    }
}
