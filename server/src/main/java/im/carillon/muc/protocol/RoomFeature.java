package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.muc.state.Room;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.Iq;
import java.util.List;
import java.util.Optional;

/** Something rooms can do, and say so (XEP-0030, XEP-0128). */
interface RoomFeature {

    default List<String> features(Room room) {
        return List.of();
    }

    /** What a node holds, if it is one of this feature's. */
    default Optional<List<DiscoItem>> items(Room room, String node, Iq iq) {
        return Optional.empty();
    }

    /** For the form {@code muc#roominfo}. */
    default List<Field> fields(Room room) {
        return List.of();
    }
}
