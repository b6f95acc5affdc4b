package im.carillon.muc.store;

import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rooms that were not persistent and have nobody left after a restart, and what is left of others. */
@Singleton
public final class LeftOverRooms {

    private static final Logger LOG = LoggerFactory.getLogger(LeftOverRooms.class);

    private final RoomStore store;
    private final Rooms rooms;
    private final Database database;
    private final long newest;
    private final AtomicBoolean removed = new AtomicBoolean();

    /** Made when the server starts: what is older than now is of a former run. */
    @Inject
    public LeftOverRooms(RoomStore store, Rooms rooms, Database database) {
        this.store = store;
        this.rooms = rooms;
        this.database = database;
        this.newest = store.newest();
    }

    /** To be called once all sessions of the former run are back; does its work in the background. */
    public void removeOnce() {
        if (removed.compareAndSet(false, true)) {
            Thread.startVirtualThread(this::remove);
        }
    }

    private void remove() {
        try {
            List<RoomStore.Temporary> left = store.temporary(newest).stream()
                    .filter(room -> room.address().flatMap(rooms::present).isEmpty())
                    .toList();
            for (RoomStore.Temporary room : left) {
                database.write(handle -> {
                    RoomStore.delete(handle, room.id());
                    return room;
                });
                store.forget(room.id());
            }
            if (!left.isEmpty()) {
                LOG.info("{} rooms ended with their last occupants", left.size());
            }
        } catch (StorageException e) {
            LOG.warn("rooms that nobody is in any more stay for now: {}", e.getMessage());
        }
    }
}
