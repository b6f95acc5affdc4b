package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.muc.state.Room;
import java.util.List;

/** Something rooms can do, and say so (XEP-0030, XEP-0128). */
interface RoomFeature {

    default List<String> features(Room room) {
        return List.of();
    }

    /** For the form {@code muc#roominfo}. */
    default List<Field> fields(Room room) {
        return List.of();
    }
}
