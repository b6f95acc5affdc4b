package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.Rooms;
import im.carillon.routing.Router;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Requests from occupant to occupant (XEP-0045 §17.4), and the ping of one's own nickname, which the
 * room answers itself (XEP-0410 1.1.0 §4.3).
 *
 * <p>An id that is passed on begins with the number of the client that asked, since an occupant may
 * have several; real addresses stay out of it.
 */
final class OccupantRequests {

    private static final String PING = "urn:xmpp:ping";
    private static final String VCARD = "vcard-temp";
    private static final char MARK = ':';

    private final Rooms rooms;
    private final Router router;

    @Inject
    OccupantRequests(Rooms rooms, Router router) {
        this.rooms = rooms;
        this.router = router;
    }

    void handle(Iq iq, FullJid to, UnitOfWork unit) throws StanzaException {
        Optional<Room> room = rooms.find(to.bare());
        if (iq.isRequest()) {
            request(iq, to, room, unit);
        } else if (room.isPresent()) {
            answer(iq, to, room.get(), unit);
        }
    }

    private void request(Iq iq, FullJid to, Optional<Room> room, UnitOfWork unit) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        Occupant sender = room.flatMap(known -> occupant(known, iq.sender())).orElseThrow(() -> notThere(payload));
        Optional<Occupant> recipient = room.flatMap(known -> known.named(to.resourcePart()))
                .filter(occupant -> occupant.address().equals(to));
        if (recipient.isEmpty()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "nobody here has that nickname");
        }
        if (payload.is(PING, "ping") && sender.address().equals(to)) {
            router.route(iq.result(), unit);
            return;
        }
        // a card belongs to the account, whose server has it (§17.4 leaves that open, clients expect it)
        Jid real = payload.is(VCARD, "vCard")
                ? recipient.get().account()
                : recipient.get().main().address();
        int number = sender.client((FullJid) iq.sender()).map(Client::number).orElseThrow();
        String id = number + String.valueOf(MARK) + iq.id().orElse("");
        XmlElement passed = iq.element().withAttribute("id", id);
        router.route(iq.withElement(passed).withFrom(sender.address()).withTo(real), unit);
    }

    /** §6.6 for discovery, XEP-0410 §3.2 for the rest. */
    private static StanzaException notThere(XmlElement payload) {
        boolean discovery = payload.namespace().equals(DiscoInfo.NAMESPACE)
                || payload.namespace().equals(DiscoItem.NAMESPACE);
        return new StanzaException(
                discovery ? ErrorCondition.BAD_REQUEST : ErrorCondition.NOT_ACCEPTABLE, "you are not in this room");
    }

    private static Optional<Occupant> occupant(Room room, Jid real) {
        return real instanceof FullJid full ? room.occupant(full) : Optional.empty();
    }

    private void answer(Iq iq, FullJid to, Room room, UnitOfWork unit) {
        String id = iq.id().orElse("");
        int mark = id.indexOf(MARK);
        Optional<Occupant> from = iq.sender() instanceof FullJid
                ? occupant(room, iq.sender())
                : room.occupants(iq.sender().bare()).stream().findFirst();
        if (mark < 0 || from.isEmpty()) {
            return;
        }
        Optional<Client> asked = number(id.substring(0, mark))
                .flatMap(number -> room.named(to.resourcePart()).flatMap(occupant -> occupant.client(number)));
        asked.ifPresent(client -> router.route(
                iq.withElement(iq.element().withAttribute("id", id.substring(mark + 1)))
                        .withFrom(from.get().address())
                        .withTo(client.address()),
                unit));
    }

    private static Optional<Integer> number(String text) {
        try {
            return Optional.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
