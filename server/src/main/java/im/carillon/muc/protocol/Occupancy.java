package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.session.Session;
import im.carillon.session.SessionKey;
import im.carillon.storage.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A place that a session has in a room, remembered with the session, so that it is there again after
 * a restart.
 *
 * @param address with the nickname
 */
record Occupancy(FullJid address, Role role) {

    private static final SessionKey<List<Occupancy>> ROOMS =
            new SessionKey<>("rooms", Occupancy::encode, Occupancy::decode);

    private static byte[] encode(List<Occupancy> places) {
        return places.stream()
                .map(place -> place.role().wire() + ' ' + place.address())
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Occupancy> decode(byte[] stored) {
        return Arrays.stream(new String(stored, StandardCharsets.UTF_8).split("\n", -1))
                .map(Occupancy::decode)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Occupancy> decode(String line) {
        int space = line.indexOf(' ');
        return space < 0
                ? Optional.empty()
                : Role.of(line.substring(0, space))
                        .map(role -> new Occupancy(FullJid.of(line.substring(space + 1)), role));
    }

    static List<Occupancy> of(Session session) {
        return session.get(ROOMS).orElse(List.of());
    }

    /** Notes where the clients of an occupant are now. */
    static void remember(Occupant occupant, UnitOfWork unit) {
        Occupancy place = new Occupancy(occupant.address(), occupant.role());
        occupant.clients()
                .forEach(client -> client.seat().session().ifPresent(session -> {
                    List<Occupancy> changed = others(session, occupant.address().bare());
                    changed.add(place);
                    session.put(ROOMS, List.copyOf(changed), unit);
                }));
    }

    static void forget(Session session, BareJid room, UnitOfWork unit) {
        List<Occupancy> changed = others(session, room);
        if (changed.isEmpty()) {
            session.remove(ROOMS, unit);
        } else {
            session.put(ROOMS, List.copyOf(changed), unit);
        }
    }

    private static List<Occupancy> others(Session session, BareJid room) {
        return new ArrayList<>(of(session).stream()
                .filter(place -> !place.address().bare().equals(room))
                .toList());
    }
}
