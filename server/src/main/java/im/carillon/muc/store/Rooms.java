package im.carillon.muc.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.config.RoomsConfig;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms in memory: those with occupants, and some of the others. There is never more than one
 * object for a room that anybody could change: a room is read when it is nowhere, and it goes to
 * where it is looked for next before it leaves the place before. What is changed here is changed by
 * the committer's thread.
 */
@Singleton
public final class Rooms {

    private static final int MOST_IDLE = 1_000;

    private final RoomStore store;
    private final RoomConfig initial;
    private final ConcurrentHashMap<BareJid, Room> occupied = new ConcurrentHashMap<>();
    private final Cache<BareJid, Optional<Room>> idle =
            Caffeine.newBuilder().maximumSize(MOST_IDLE).build();

    @Inject
    public Rooms(RoomStore store, RoomsConfig config) {
        this.store = store;
        this.initial = RoomConfig.initial(config.maxOccupants(), config.history(), shown(config));
    }

    private static Set<Role> shown(RoomsConfig config) {
        return switch (config.presence()) {
            case EVERYBODY -> RoomConfig.EVERYBODY;
            case SPEAKERS -> Set.of(Role.PARTICIPANT, Role.MODERATOR);
            case NOBODY -> Set.of();
        };
    }

    /** How a room begins. */
    public RoomConfig initial() {
        return initial;
    }

    /** A room, read from the database where it must be; blocks. */
    public Optional<Room> find(BareJid address) {
        Room known = occupied.get(address);
        return known != null ? Optional.of(known) : idle.get(address, this::load);
    }

    /** A room that ends with its last occupant is no room when nobody is in it. */
    private Optional<Room> load(BareJid address) {
        return store.load(address, initial).filter(room -> room.config().persistent());
    }

    /** The same for somebody who was in the room before the server was restarted. */
    public Optional<Room> findAgain(BareJid address) {
        Room known = occupied.get(address);
        return known != null ? Optional.of(known) : store.load(address, initial);
    }

    /** A room that is in memory; does not block. */
    public Optional<Room> present(BareJid address) {
        Room known = occupied.get(address);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Room> waiting = idle.getIfPresent(address);
        return waiting == null ? Optional.empty() : waiting;
    }

    /** Forgets that there was no such room. */
    public void readAgain(BareJid address) {
        idle.asMap().computeIfPresent(address, (same, known) -> known.isEmpty() ? null : known);
    }

    /** The rooms with somebody in them. */
    public List<Room> occupied() {
        return List.copyOf(occupied.values());
    }

    /** Somebody has entered. */
    public void entered(Room room) {
        occupied.put(room.address(), room);
    }

    /** The last occupant has left, or the room has changed while it was empty. */
    public void rests(Room room) {
        idle.put(room.address(), Optional.of(room));
        if (room.isEmpty()) {
            occupied.remove(room.address(), room);
        }
    }

    /** The room is no more. */
    public void gone(Room room) {
        idle.put(room.address(), Optional.empty());
        occupied.remove(room.address(), room);
    }
}
