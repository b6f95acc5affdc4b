package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionKey;
import im.carillon.storage.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** In which rooms a session is, remembered with the session, so that it is there again after a restart. */
final class Occupancy {

    private static final SessionKey<List<FullJid>> ROOMS =
            new SessionKey<>("rooms", Occupancy::encode, Occupancy::decode);

    private Occupancy() {}

    private static byte[] encode(List<FullJid> addresses) {
        return addresses.stream()
                .map(FullJid::toString)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<FullJid> decode(byte[] stored) {
        return Arrays.stream(new String(stored, StandardCharsets.UTF_8).split("\n", -1))
                .filter(line -> !line.isEmpty())
                .map(FullJid::of)
                .toList();
    }

    /** The addresses that a session has in rooms. */
    static List<FullJid> of(Session session) {
        return session.get(ROOMS).orElse(List.of());
    }

    static void remember(Session session, FullJid occupant, UnitOfWork unit) {
        List<FullJid> changed = others(session, occupant.bare());
        changed.add(occupant);
        session.put(ROOMS, List.copyOf(changed), unit);
    }

    static void forget(Session session, BareJid room, UnitOfWork unit) {
        List<FullJid> changed = others(session, room);
        if (changed.isEmpty()) {
            session.remove(ROOMS, unit);
        } else {
            session.put(ROOMS, List.copyOf(changed), unit);
        }
    }

    private static List<FullJid> others(Session session, BareJid room) {
        return new ArrayList<>(of(session).stream()
                .filter(address -> !address.bare().equals(room))
                .toList());
    }
}
