package im.carillon.muc.state;

import im.carillon.jid.FullJid;
import im.carillon.xml.XmlNode;
import java.util.List;
import java.util.Optional;

/**
 * One of the clients of an occupant.
 *
 * @param number tells it from the occupant's other clients, and nobody its address
 * @param shown what it last said about itself: show, status, capabilities
 */
public record Client(int number, Seat seat, List<XmlNode> shown) {

    /** A client that is in no room. */
    public static Client of(FullJid real) {
        return new Client(0, new Seat(real, Optional.empty()), List.of());
    }

    public FullJid address() {
        return seat.address();
    }

    Client showing(List<XmlNode> presence) {
        return new Client(number, seat, presence);
    }
}
