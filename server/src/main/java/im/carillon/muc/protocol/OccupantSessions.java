package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.delivery.Portraits;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Seat;
import im.carillon.muc.store.LeftOverRooms;
import im.carillon.muc.store.Rooms;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Occupants come and go with their sessions, and survive with those that survive a restart. */
@Singleton
final class OccupantSessions implements SessionListener {

    private static final int SHUTDOWN = 332;

    private final Rooms rooms;
    private final LeftOverRooms leftOver;
    private final Exit exit;
    private final OccupantIds ids;
    private final Courier courier;
    private final Portraits portraits;
    private volatile boolean stopping;

    @Inject
    OccupantSessions(
            Rooms rooms, LeftOverRooms leftOver, Exit exit, OccupantIds ids, Courier courier, Portraits portraits) {
        this.rooms = rooms;
        this.leftOver = leftOver;
        this.exit = exit;
        this.ids = ids;
        this.courier = courier;
        this.portraits = portraits;
    }

    /** Before anybody can connect: whoever was there is there. */
    @Override
    public void restored(Session session) {
        for (Occupancy place : Occupancy.of(session)) {
            rooms.findAgain(place.address().bare()).ifPresent(room -> restore(room, session, place));
        }
    }

    private void restore(Room room, Session session, Occupancy place) {
        BareJid account = session.account();
        Affiliation affiliation = room.affiliation(account);
        boolean free = room.named(place.address().resourcePart())
                .filter(holder -> !holder.account().equals(account))
                .isEmpty();
        if (affiliation == Affiliation.OUTCAST || !free) {
            return;
        }
        room.enter(
                place.address(),
                new Seat(session.address(), Optional.of(session)),
                affiliation,
                affiliation.isAtLeast(Affiliation.ADMIN) ? Role.MODERATOR : place.role(),
                ids.of(account, room.address()),
                session.presence().map(Shown::of).orElse(List.of()));
        rooms.entered(room);
    }

    @Override
    public void opened(Session session) {
        leftOver.removeOnce();
    }

    /** What happened while the server was down, or just before, may not have reached the client. */
    @Override
    public void resumed(Session session, boolean afterRestart, UnitOfWork unit) {
        if (!afterRestart) {
            return;
        }
        for (Occupancy place : Occupancy.of(session)) {
            rooms.present(place.address().bare()).ifPresent(room -> {
                Announcements announcements = new Announcements(room.config(), room.occupants());
                own(room, session).ifPresent(occupant -> {
                    Seat seat = new Seat(session.address(), Optional.of(session));
                    courier.announce(announcements.roster(occupant, seat, portraits), unit);
                });
            });
        }
    }

    /** Whoever cannot resume is out of the rooms (XEP-0045 §11.2); the others stay, and learn nothing. */
    @Override
    public void stopping(Session session) {
        stopping = true;
        Notice notice = Notice.code(SHUTDOWN);
        for (Occupancy place : Occupancy.of(session)) {
            rooms.present(place.address().bare())
                    .ifPresent(room -> own(room, session)
                            .ifPresent(occupant -> courier.deliver(new Announcements(room.config(), List.of())
                                    .gone(
                                            occupant,
                                            notice,
                                            List.of(),
                                            List.of(new Seat(session.address(), Optional.of(session)))))));
        }
    }

    /** No ghost stays behind, whatever became of the presence that says farewell (§18.1.2). */
    @Override
    public void closed(Session session, UnitOfWork unit) {
        List<Occupancy> places = Occupancy.of(session);
        if (!places.isEmpty()) {
            unit.whenAssembled(() -> places.forEach(place -> leave(place, session, unit)));
        }
    }

    private void leave(Occupancy place, Session session, UnitOfWork unit) {
        rooms.present(place.address().bare())
                .filter(room -> own(room, session).isPresent())
                .ifPresent(room -> exit.leave(
                        room, session.address(), stopping ? Notice.code(SHUTDOWN) : Notice.NOTHING, List.of(), unit));
    }

    /** Another session may have taken the address over by now. */
    private static Optional<Occupant> own(Room room, Session session) {
        FullJid real = session.address();
        return room.occupant(real)
                .filter(occupant -> occupant.client(real)
                        .map(Client::seat)
                        .flatMap(Seat::session)
                        .filter(known -> known == session)
                        .isPresent());
    }
}
