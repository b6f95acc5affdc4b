package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.muc.decision.AffiliationChange;
import im.carillon.muc.decision.Entry;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What moderators, admins and owners change about others (XEP-0045 §8, §9, §10.3 to §10.8). */
final class AdminRequests implements RoomRequests {

    private static final int LONGEST_REASON = 1_024;
    private static final int MOST_ITEMS = 1_000;

    private final Turns turns;
    private final AdminLists lists;
    private final RoleChanges roles;
    private final Membership membership;
    private final Courier courier;

    @Inject
    AdminRequests(Turns turns, AdminLists lists, RoleChanges roles, Membership membership, Courier courier) {
        this.turns = turns;
        this.lists = lists;
        this.roles = roles;
        this.membership = membership;
        this.courier = courier;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(Namespace.ADMIN);
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        List<XmlElement> items = iq.payload().orElseThrow().children(Namespace.ADMIN, "item");
        if (items.isEmpty() || items.size() > MOST_ITEMS) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "items were expected, " + MOST_ITEMS + " at most");
        }
        if (iq.type() == Iq.Type.GET) {
            lists.answer(iq, turns.require(address), items.getFirst(), unit);
        } else if (concernRoles(items)) {
            changeRoles(iq, address, items, unit);
        } else {
            changeAffiliations(iq, address, items);
        }
    }

    /** §17.4: one or the other. */
    private static boolean concernRoles(List<XmlElement> items) throws StanzaException {
        long withRole =
                items.stream().filter(i -> i.attribute("role").isPresent()).count();
        long withAffiliation = items.stream()
                .filter(i -> i.attribute("affiliation").isPresent())
                .count();
        if (withRole > 0 && withAffiliation > 0 || withRole + withAffiliation != items.size()) {
            throw new StanzaException(
                    ErrorCondition.BAD_REQUEST, "a request changes roles or affiliations, and each item one");
        }
        return withRole > 0;
    }

    private void changeRoles(Iq iq, BareJid address, List<XmlElement> items, UnitOfWork unit) throws StanzaException {
        List<RoleChanges.Wish> wishes = new ArrayList<>();
        for (XmlElement item : items) {
            String nick = item.attribute("nick")
                    .orElseThrow(() ->
                            new StanzaException(ErrorCondition.BAD_REQUEST, "who gets a role is named by nickname"));
            Role role = item.attribute("role")
                    .flatMap(Role::of)
                    .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "there is no such role"));
            wishes.add(new RoleChanges.Wish(nick, role, reason(item)));
        }
        turns.inOrder(iq, address, unit, (room, turn) -> {
            Exit.Removal told = roles.apply(room, sender(iq), wishes, turn);
            courier.announce(told.own(), turn);
            turn.afterCommit(() -> courier.send(iq.result()));
            courier.announce(told.others(), turn);
        });
    }

    private static FullJid sender(Iq iq) throws StanzaException {
        if (iq.sender() instanceof FullJid full) {
            return full;
        }
        throw new StanzaException(ErrorCondition.FORBIDDEN, "only occupants and admins may do that");
    }

    private static Optional<String> reason(XmlElement item) throws StanzaException {
        Optional<String> reason = item.childText(Namespace.ADMIN, "reason").filter(text -> !text.isEmpty());
        if (reason.filter(text -> text.length() > LONGEST_REASON).isPresent()) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, "a reason has " + LONGEST_REASON + " characters at most");
        }
        return reason;
    }

    private void changeAffiliations(Iq iq, BareJid address, List<XmlElement> items) throws StanzaException {
        turns.durably(address, (room, handle) -> {
            List<Affiliated> changes = new ArrayList<>();
            int owners = room.affiliated(Affiliation.OWNER).size();
            for (XmlElement item : items) {
                Affiliated changed = decide(iq, room, item, owners);
                owners += ownersMore(room, changed);
                changes.add(changed);
            }
            membership.write(handle, room, changes);
            Optional<String> actor =
                    room.occupants(iq.sender().bare()).stream().findFirst().map(Occupant::nick);
            return () -> tell(iq, membership.apply(room, changes, actor));
        });
    }

    private static int ownersMore(Room room, Affiliated changed) {
        boolean was = room.affiliation(changed.address()) == Affiliation.OWNER;
        boolean is = changed.affiliation() == Affiliation.OWNER;
        return Boolean.compare(is, was);
    }

    private static Affiliated decide(Iq iq, Room room, XmlElement item, int owners) throws StanzaException {
        BareJid actor = iq.sender().bare();
        Affiliation wanted = item.attribute("affiliation")
                .flatMap(Affiliation::of)
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "there is no such affiliation"));
        if (!room.affiliation(actor).isAtLeast(Affiliation.ADMIN)) {
            // before anything is told about who is in the room
            throw new StanzaException(ErrorCondition.FORBIDDEN, "only admins may do that");
        }
        BareJid target = target(room, item);
        if (target.isDomain() && wanted.isAtLeast(Affiliation.MEMBER)) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "a whole domain can only be banned");
        }
        Refusal.check(new AffiliationChange(
                        room.affiliation(actor), room.affiliation(target), wanted, target.equals(actor), owners)
                .refusal());
        return new Affiliated(target, wanted, nick(room, item, target, wanted), reason(item));
    }

    private static BareJid target(Room room, XmlElement item) throws StanzaException {
        Optional<String> jid = item.attribute("jid");
        if (jid.isPresent()) {
            try {
                return Jid.parse(jid.get()).bare();
            } catch (InvalidJidException e) {
                throw new StanzaException(ErrorCondition.JID_MALFORMED, "'jid' is no address: " + e.getMessage());
            }
        }
        return item.attribute("nick")
                .flatMap(room::named)
                .map(Occupant::account)
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "whose affiliation?"));
    }

    /** The nickname that is kept for somebody: a given one, none, or the one they had (§9.5). */
    private static Optional<String> nick(Room room, XmlElement item, BareJid target, Affiliation wanted)
            throws StanzaException {
        if (!wanted.isAtLeast(Affiliation.MEMBER)) {
            return Optional.empty();
        }
        Optional<String> given = item.attribute("jid").flatMap(jid -> item.attribute("nick"));
        if (given.isEmpty()) {
            return room.affiliated(target).flatMap(Affiliated::nick);
        }
        Optional<String> nick = given.filter(Room::isVisible);
        if (nick.isPresent()) {
            Refusal.check(Entry.nickRefusal(target, Optional.empty(), room.reservedFor(nick.get())));
        }
        return nick;
    }

    private void tell(Iq iq, Membership.Told told) {
        List<Dispatch> removed = told.removed();
        courier.deliver(removed);
        courier.send(iq.result());
        courier.deliver(told.others());
    }
}
