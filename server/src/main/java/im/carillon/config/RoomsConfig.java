package im.carillon.config;

import java.time.Duration;

/**
 * Conference rooms.
 *
 * @param creation who may make rooms
 * @param lock whether a new room is closed to others until its owner has configured it
 * @param maxOccupants how many occupants a room may have, unless its owner says less
 * @param history how many messages someone who enters a new room is shown
 * @param presence whose presence is shown in new rooms
 * @param burst how many messages an occupant may send at once, before {@code pace} holds
 * @param pace the time for which one message counts
 */
public record RoomsConfig(
        Creation creation, boolean lock, int maxOccupants, int history, Presence presence, int burst, Duration pace) {

    /** Who may make rooms. */
    public enum Creation {
        EVERYBODY,
        ADMINS
    }

    /** Whose coming, going and status the others are shown. */
    public enum Presence {
        EVERYBODY,
        SPEAKERS,
        NOBODY
    }
}
