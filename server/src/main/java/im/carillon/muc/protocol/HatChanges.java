package im.carillon.muc.protocol;

import im.carillon.adhoc.AdHocRequest;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Hats;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.RoomStore;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import java.util.List;

/** Hats that are made, destroyed, given and taken: stored, then shown to everybody in the room. */
final class HatChanges {

    private static final int CHANGED = 104;

    private final Turns turns;
    private final RoomStore store;
    private final Courier courier;

    @Inject
    HatChanges(Turns turns, RoomStore store, Courier courier) {
        this.turns = turns;
        this.store = store;
        this.courier = courier;
    }

    @FunctionalInterface
    interface Change {
        Hats apply(Hats hats) throws StanzaException;
    }

    /** Changes which hats there are; everybody learns that the room is set up differently. Blocks. */
    void define(AdHocRequest by, Affiliation right, Change change) throws StanzaException {
        change(by, right, change, true);
    }

    /** Changes who wears what; blocks. */
    void wear(AdHocRequest by, Affiliation right, Change change) throws StanzaException {
        change(by, right, change, false);
    }

    private void change(AdHocRequest by, Affiliation right, Change change, boolean setUp) throws StanzaException {
        turns.durably(by.host(), (room, handle) -> {
            if (!room.affiliation(by.from().bare()).isAtLeast(right)) {
                throw new StanzaException(ErrorCondition.FORBIDDEN, "this command is not for you");
            }
            Hats now = change.apply(room.hats());
            store.hats(handle, room.id(), now);
            return () -> tell(room, room.hats(now), setUp);
        });
    }

    private void tell(Room room, List<Occupant> concerned, boolean setUp) {
        Announcements announcements = new Announcements(room.config(), room.occupants());
        concerned.forEach(occupant -> courier.deliver(announcements.available(occupant, Notice.NOTHING)));
        if (setUp) {
            courier.deliver(
                    List.of(new Dispatch(Announcements.status(room.address(), List.of(CHANGED)), room.audience())));
        }
    }
}
