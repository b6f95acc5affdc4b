package im.carillon.muc.protocol;

import com.google.common.util.concurrent.Striped;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.jdbi.v3.core.Handle;

/**
 * In which order things happen in a room: that of the committer. Entering, leaving and speaking are
 * decided while their units are assembled. What changes the room for good is decided and written
 * inside a transaction, and the room changes once that is durable.
 */
@Singleton
final class Turns {

    private static final int STRIPES = 64;

    private final Rooms rooms;
    private final RoomStore store;
    private final Router router;
    private final Database database;
    private final Striped<Lock> changing = Striped.lock(STRIPES);

    /** Something that happens in a room, on the committer's thread; must not block. */
    @FunctionalInterface
    interface Turn {
        void take(Room room, UnitOfWork unit) throws StanzaException;
    }

    /** A change for good, inside a transaction: decides, writes, and returns what follows the commit. */
    @FunctionalInterface
    interface Change {
        Runnable decide(Room room, Handle handle) throws StanzaException;
    }

    /** The making of a room, inside a transaction; it may find that there is one by now. */
    @FunctionalInterface
    interface Making {
        Runnable decide(Optional<Room> present, Handle handle) throws StanzaException;
    }

    @Inject
    Turns(Rooms rooms, RoomStore store, Router router, Database database) {
        this.rooms = rooms;
        this.store = store;
        this.router = router;
        this.database = database;
    }

    /** The room that is talked about; blocks. */
    Room require(BareJid address) throws StanzaException {
        return rooms.find(address).orElseThrow(Turns::missing);
    }

    private static StanzaException missing() {
        return new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such room");
    }

    /** Takes a turn when the unit of the stanza is assembled; there must be such a room. */
    void inOrder(Stanza stanza, BareJid address, UnitOfWork unit, Turn turn) throws StanzaException {
        require(address);
        unit.whenAssembled(() -> {
            Optional<Room> room = rooms.present(address);
            if (room.isEmpty()) {
                // it was forgotten, or ended, since it was looked at: the stanza looks again
                unit.afterCommit(() -> Thread.startVirtualThread(() -> again(stanza)));
                return;
            }
            try {
                turn.take(room.get(), unit);
            } catch (StanzaException e) {
                router.bounce(stanza, e.error(), unit);
            }
        });
    }

    void again(Stanza stanza) {
        UnitOfWork unit = new UnitOfWork();
        router.route(stanza, unit);
        database.submit(unit);
    }

    /** Changes a room that must exist; returns when the change is durable and has been announced. */
    void durably(BareJid address, Change change) throws StanzaException {
        require(address);
        make(address, (present, handle) -> change.decide(present.orElseThrow(Turns::missing), handle));
    }

    /** Two changes of one room wait for each other, so that each is decided on what the other left. */
    void make(BareJid address, Making making) throws StanzaException {
        Lock lock = changing.get(address);
        lock.lock();
        try {
            Outcome outcome = attempt(address, making);
            while (outcome.again()) {
                rooms.readAgain(address);
                rooms.find(address);
                outcome = attempt(address, making);
            }
            if (outcome.refusal().isPresent()) {
                throw outcome.refusal().get();
            }
        } finally {
            lock.unlock();
        }
    }

    private Outcome attempt(BareJid address, Making making) {
        return database.write(handle -> decided(address, making, handle), Outcome::follow);
    }

    /** @param again whether the room was forgotten since it was looked at */
    private record Outcome(Runnable effect, Optional<StanzaException> refusal, boolean again) {
        void follow() {
            effect.run();
        }
    }

    private Outcome decided(BareJid address, Making making, Handle handle) {
        Optional<Room> present = rooms.present(address);
        if (present.isEmpty() && store.exists(handle, address)) {
            return new Outcome(() -> {}, Optional.empty(), true);
        }
        try {
            return new Outcome(making.decide(present, handle), Optional.empty(), false);
        } catch (StanzaException e) {
            return new Outcome(() -> {}, Optional.of(e), false);
        }
    }
}
