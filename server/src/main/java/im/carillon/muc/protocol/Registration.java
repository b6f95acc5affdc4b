package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.muc.decision.Entry;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.decision.Registering;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People make themselves members and have a nickname kept for them (XEP-0045 §7.10). */
final class Registration implements RoomRequests, RoomFeature {

    private static final String NAMESPACE = "jabber:iq:register";
    private static final String NICK = "muc#register_roomnick";

    private final Turns turns;
    private final Membership membership;
    private final Router router;
    private final Courier courier;

    @Inject
    Registration(Turns turns, Membership membership, Router router, Courier courier) {
        this.turns = turns;
        this.membership = membership;
        this.router = router;
        this.courier = courier;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(NAMESPACE);
    }

    @Override
    public List<String> features(Room room) {
        return room.config().registration() ? List.of(NAMESPACE, Namespace.REGISTER_FORM) : List.of();
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(address);
        BareJid account = iq.sender().bare();
        Refusal.check(Registering.refusal(room.affiliation(account), room.config()));
        if (iq.type() == Iq.Type.GET) {
            router.route(iq.result(requirements(room, account)), unit);
        } else if (iq.payload().orElseThrow().hasChild(NAMESPACE, "remove")) {
            change(iq, address, room, Optional.empty());
        } else {
            change(iq, address, room, Optional.of(nick(iq, address)));
        }
    }

    private static XmlElement requirements(Room room, BareJid account) {
        XmlElement.Builder query = XmlElement.builder(NAMESPACE, "query");
        Optional<String> registered = room.affiliated(account).flatMap(Affiliated::nick);
        if (registered.isPresent()) {
            return query.child(XmlElement.of(NAMESPACE, "registered"))
                    .child("username", registered.get())
                    .build();
        }
        return query.child("instructions", "Choose the nickname that is kept for you in this room.")
                .child(form().toElement())
                .build();
    }

    private static Form form() {
        return Form.asking(
                        Namespace.REGISTER_FORM,
                        Field.of(FieldType.TEXT_SINGLE, NICK, "Nickname").asRequired())
                .titled("Membership");
    }

    private static String nick(Iq iq, BareJid address) throws StanzaException {
        XmlElement filled = Form.in(iq.payload().orElseThrow())
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "the form was not filled in"));
        try {
            String nick = form().read(filled).text(NICK).orElseThrow();
            String normal = address.withResource(nick).resourcePart();
            Entrance.requireVisible(normal);
            return normal;
        } catch (InvalidFormException | InvalidJidException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void change(Iq iq, BareJid address, Room asked, Optional<String> nick) throws StanzaException {
        BareJid account = iq.sender().bare();
        turns.durably(address, (room, handle) -> {
            Affiliation before = room.affiliation(account);
            Refusal.check(Registering.refusal(before, asked.config()));
            if (nick.isPresent()) {
                Refusal.check(Entry.nickRefusal(
                        account, room.named(nick.get()).map(Occupant::account), room.reservedFor(nick.get())));
            }
            List<Affiliated> changes = List.of(
                    new Affiliated(account, Registering.next(before, nick.isPresent()), nick, Optional.empty()));
            membership.write(handle, room, changes);
            return () -> {
                Membership.Told told = membership.apply(room, changes, Optional.empty());
                courier.send(iq.result());
                courier.deliver(told.removed());
                courier.deliver(told.others());
            };
        });
    }
}
