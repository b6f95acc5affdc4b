package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.decision.Speech;
import im.carillon.muc.delivery.RoomMessage;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.util.Optional;

/** What one occupant says to another (XEP-0045 §7.5). */
final class PrivateTalk {

    private final Turns turns;
    private final Router router;

    @Inject
    PrivateTalk(Turns turns, Router router) {
        this.turns = turns;
        this.router = router;
    }

    void send(Message message, FullJid real, FullJid to, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(to.bare());
        Optional<Occupant> sender = room.occupant(real);
        if (message.type() == Message.Type.GROUPCHAT) {
            throw new StanzaException(
                    sender.isPresent() ? ErrorCondition.BAD_REQUEST : ErrorCondition.NOT_ACCEPTABLE,
                    "what is for everybody goes to the room itself");
        }
        Refusal.check(Speech.toOne(sender.map(Occupant::role).orElse(Role.NONE), room.config()));
        Occupant recipient = room.named(to.resourcePart())
                .filter(occupant -> occupant.address().equals(to))
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "nobody here has that nickname"));
        Message copy = RoomMessage.privately(message, sender.orElseThrow(), room.address());
        for (Client client : recipient.clients()) {
            router.route(copy.withTo(client.address()), unit);
        }
    }
}
