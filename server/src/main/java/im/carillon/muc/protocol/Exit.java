package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Departure;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaving a room, of one's own will or not (XEP-0045 §7.14, §8.2, §9.1, §11.1). On the committer's thread. */
@Singleton
final class Exit {

    private static final Logger LOG = LoggerFactory.getLogger(Exit.class);

    private final Rooms rooms;
    private final RoomStore store;
    private final Courier courier;

    @Inject
    Exit(Rooms rooms, RoomStore store, Courier courier) {
        this.rooms = rooms;
        this.store = store;
        this.courier = courier;
    }

    /** One client leaves; the occupant stays while there are others. */
    void leave(Room room, FullJid real, Notice notice, List<XmlNode> farewell, UnitOfWork unit) {
        Optional<Departure> departed = room.leave(real);
        if (departed.isEmpty()) {
            return; // §17.3: who is not there is ignored
        }
        Departure departure = departed.get();
        Announcements announcements = new Announcements(room.config(), room.occupants());
        List<Dispatch> dispatches = new ArrayList<>(announcements.gone(
                departure.before(),
                room.isLocked() && room.isEmpty() ? destroyed().answering(notice.id()) : notice,
                farewell,
                List.of(departure.client().seat())));
        if (departure.after().isEmpty()) {
            dispatches.addAll(announcements.unavailableToOthers(departure.before(), notice, farewell));
        } else if (!departure.after().get().main().equals(departure.before().main())) {
            dispatches.addAll(announcements.available(departure.after().get(), Notice.NOTHING));
        }
        courier.announce(dispatches, unit);
        forget(departure.client(), room, unit);
        settle(room, unit);
    }

    /** §10.1.3: the maker left without having configured the room. */
    private static Notice destroyed() {
        return Notice.destroyed(XmlElement.of(Namespace.USER, "destroy"));
    }

    /**
     * An occupant is removed with all clients.
     *
     * @return what is to be told: to the one who goes, and to those who stay
     */
    Removal remove(Room room, Occupant occupant, Notice notice, UnitOfWork unit) {
        room.remove(occupant);
        occupant.clients().forEach(client -> forget(client, room, unit));
        Announcements announcements = new Announcements(room.config(), room.occupants());
        settle(room, unit);
        return new Removal(
                announcements.gone(occupant, notice, List.of(), occupant.seats()),
                announcements.unavailableToOthers(occupant, notice, List.of()));
    }

    record Removal(List<Dispatch> own, List<Dispatch> others) {}

    /** The room ends with all who are in it (§10.9). */
    void destroy(Room room, XmlElement destroy, UnitOfWork unit) {
        Announcements announcements = new Announcements(room.config(), List.of());
        for (Occupant occupant : room.occupants()) {
            room.remove(occupant);
            occupant.clients().forEach(client -> forget(client, room, unit));
            courier.announce(
                    announcements.gone(occupant.unaffiliated(), Notice.destroyed(destroy), List.of(), occupant.seats()),
                    unit);
        }
        rooms.gone(room);
        forget(room, unit);
    }

    private void forget(Room room, UnitOfWork unit) {
        unit.afterCommit(() -> Thread.startVirtualThread(() -> {
            try {
                store.forget(room.id());
            } catch (StorageException e) {
                LOG.info("what was said in {} goes with the next start: {}", room.address(), e.getMessage());
            }
        }));
    }

    private static void forget(Client client, Room room, UnitOfWork unit) {
        client.seat().session().ifPresent(session -> Occupancy.forget(session, room.address(), unit));
    }

    /** What becomes of a room that is empty now. */
    void settle(Room room, UnitOfWork unit) {
        if (!room.isEmpty()) {
            return;
        }
        if (room.config().persistent() && !room.isLocked()) {
            rooms.rests(room);
        } else {
            rooms.gone(room);
            store.delete(unit, room.id());
            forget(room, unit);
        }
    }
}
