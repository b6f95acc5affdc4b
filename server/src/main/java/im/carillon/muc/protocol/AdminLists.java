package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Lists;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
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

/** The lists of a room, for those who may see them (XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8). */
final class AdminLists {

    private final Router router;

    @Inject
    AdminLists(Router router) {
        this.router = router;
    }

    void answer(Iq iq, Room room, XmlElement item, UnitOfWork unit) throws StanzaException {
        Affiliation affiliation = room.affiliation(iq.sender().bare());
        Role role = iq.sender() instanceof FullJid real
                ? room.occupant(real).map(Occupant::role).orElse(Role.NONE)
                : Role.NONE;
        Optional<Role> byRole = item.attribute("role").flatMap(Role::of).filter(asked -> asked != Role.NONE);
        Optional<Affiliation> byAffiliation = item.attribute("affiliation").flatMap(Affiliation::of);
        List<XmlElement> found;
        if (byRole.isPresent()) {
            Refusal.check(Lists.ofRole(byRole.get(), affiliation, role));
            found = withRole(room, byRole.get());
        } else {
            Affiliation asked = byAffiliation.orElseThrow(
                    () -> new StanzaException(ErrorCondition.BAD_REQUEST, "a list is of a role or an affiliation"));
            Refusal.check(Lists.ofAffiliation(asked, affiliation, role, room.config()));
            found = withAffiliation(room, asked);
        }
        router.route(
                iq.result(XmlElement.builder(Namespace.ADMIN, "query")
                        .children(found)
                        .build()),
                unit);
    }

    private static List<XmlElement> withRole(Room room, Role role) {
        return room.occupants().stream()
                .filter(occupant -> occupant.role() == role)
                .map(occupant -> XmlElement.builder(Namespace.ADMIN, "item")
                        .attribute("affiliation", occupant.affiliation().wire())
                        .attribute("jid", occupant.main().address().toString())
                        .attribute("nick", occupant.nick())
                        .attribute("role", occupant.role().wire())
                        .build())
                .toList();
    }

    private static List<XmlElement> withAffiliation(Room room, Affiliation affiliation) {
        return room.affiliated(affiliation).stream()
                .map(each -> item(room, each))
                .toList();
    }

    private static XmlElement item(Room room, Affiliated each) {
        XmlElement.Builder item = XmlElement.builder(Namespace.ADMIN, "item")
                .attribute("affiliation", each.affiliation().wire())
                .attribute("jid", each.address().toString());
        Optional<String> present =
                room.occupants(each.address()).stream().findFirst().map(Occupant::nick);
        item.attribute("nick", each.nick().or(() -> present));
        each.reason().ifPresent(reason -> item.child("reason", reason));
        return item.build();
    }
}
