package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.muc.decision.Effects;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * What accounts are to a room: written in a transaction, then true in the room, then told (XEP-0045
 * §9, §10).
 */
@Singleton
final class Membership {

    /** An affiliation has changed while its account was not in the room. */
    private static final int AWAY = 101;

    private final Turns turns;
    private final Rooms rooms;
    private final RoomStore store;
    private final Exit exit;
    private final Courier courier;
    private final Database database;

    @Inject
    Membership(Turns turns, Rooms rooms, RoomStore store, Exit exit, Courier courier, Database database) {
        this.turns = turns;
        this.rooms = rooms;
        this.store = store;
        this.exit = exit;
        this.courier = courier;
        this.database = database;
    }

    /** What is to be announced: first to those who had to go. */
    record Told(List<Dispatch> removed, List<Dispatch> others) {
        Told() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** Changes one account for good without a word to whoever is not concerned; blocks. */
    void grant(Room room, Affiliated changed) throws StanzaException {
        turns.durably(room.address(), (present, handle) -> {
            write(handle, present, List.of(changed));
            return () -> {
                Told told = apply(present, List.of(changed), Optional.empty());
                courier.deliver(told.removed());
                courier.deliver(told.others());
            };
        });
    }

    void write(Handle handle, Room room, List<Affiliated> changes) {
        changes.forEach(changed -> store.affiliate(handle, room.id(), changed));
    }

    /** After the commit, on the committer's thread. */
    Told apply(Room room, List<Affiliated> changes, Optional<String> actor) {
        Told told = new Told();
        UnitOfWork unit = new UnitOfWork();
        for (Affiliated changed : changes) {
            Affiliation before = room.affiliation(changed.address());
            room.affiliate(changed);
            List<Occupant> concerned = concerned(room, changed.address());
            for (Occupant occupant : concerned) {
                follow(room, occupant, changed, actor, told, unit);
            }
            if (concerned.isEmpty()) {
                tellAway(room, before, changed, unit);
            }
        }
        if (room.isEmpty()) {
            rooms.rests(room);
        }
        database.submit(unit);
        return told;
    }

    /** A domain stands for all its accounts that have no line of their own. */
    private static List<Occupant> concerned(Room room, BareJid address) {
        return address.isDomain()
                ? room.occupants().stream()
                        .filter(occupant -> occupant.account().domain().equals(address.domain())
                                && room.affiliated(occupant.account()).isEmpty())
                        .toList()
                : room.occupants(address);
    }

    private void follow(
            Room room, Occupant occupant, Affiliated changed, Optional<String> actor, Told told, UnitOfWork unit) {
        Affiliation now = room.affiliation(occupant.account());
        Notice notice = Notice.because(actor, changed.reason());
        Effects effects = Effects.of(
                occupant.affiliation(),
                now,
                occupant.role(),
                room.config().membersOnly(),
                room.config().moderated());
        switch (effects) {
            case Effects.Removed(int code) -> {
                Exit.Removal removal =
                        exit.remove(room, occupant.with(now, occupant.role()), notice.with(List.of(code)), unit);
                told.removed().addAll(removal.own());
                told.others().addAll(removal.others());
            }
            case Effects.Stays(Role role) -> {
                Occupant after = room.put(occupant.with(now, role));
                Occupancy.remember(after, unit);
                told.others()
                        .addAll(new Announcements(room.config(), room.occupants())
                                .changed(after, occupant.role(), notice));
            }
        }
    }

    /**
     * Who belongs to the room, or did until now, learns it outside of the room too (§18.1); whoever is
     * added to the list of a members-only room learns with it where the room is (§9.5).
     */
    private void tellAway(Room room, Affiliation before, Affiliated changed, UnitOfWork unit) {
        Affiliation now = changed.affiliation();
        boolean belongs = now.isAtLeast(Affiliation.MEMBER) || before.isAtLeast(Affiliation.MEMBER);
        if (now == before || !belongs || changed.address().isDomain()) {
            return;
        }
        XmlElement.Builder item = XmlElement.builder(Namespace.USER, "item")
                .attribute("affiliation", now.wire())
                .attribute("role", Role.NONE.wire());
        changed.reason().ifPresent(reason -> item.child("reason", reason));
        XmlElement.Builder x = XmlElement.builder(Namespace.USER, "x");
        boolean invited = before == Affiliation.NONE
                && now == Affiliation.MEMBER
                && room.config().membersOnly();
        if (invited) {
            x.child(XmlElement.builder(Namespace.USER, "invite")
                    .attribute("from", room.address().toString())
                    .build());
            room.config().password().ifPresent(password -> x.child("password", password));
        }
        x.child(item.build()).child(Announcements.status(AWAY));
        Message message = Message.of(Message.Type.NORMAL, room.address(), changed.address(), x.build());
        unit.afterCommit(() -> Thread.startVirtualThread(() -> turns.again(message)));
    }
}
