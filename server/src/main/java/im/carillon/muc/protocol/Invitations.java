package im.carillon.muc.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.decision.Speech;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.routing.Hosts;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Invitations through the room, and answers that decline them (XEP-0045 §7.8.2). */
@Singleton
final class Invitations {

    private static final int MOST = 20;
    private static final int MOST_OPEN = 50_000;

    private record Invited(BareJid room, BareJid invitee) {}

    /** Only who was invited can decline, so that nobody else gets messages to people in the room. */
    private final Cache<Invited, FullJid> open = Caffeine.newBuilder()
            .maximumSize(MOST_OPEN)
            .expireAfterWrite(Duration.ofDays(7))
            .build();

    private final Turns turns;
    private final Membership membership;
    private final Router router;
    private final Hosts hosts;

    @Inject
    Invitations(Turns turns, Membership membership, Router router, Hosts hosts) {
        this.turns = turns;
        this.membership = membership;
        this.router = router;
        this.hosts = hosts;
    }

    boolean concern(Message message) {
        return message.element()
                .child(Namespace.USER, "x")
                .filter(x -> x.hasChild(Namespace.USER, "invite") || x.hasChild(Namespace.USER, "decline"))
                .isPresent();
    }

    void pass(Message message, FullJid real, BareJid address, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(address);
        XmlElement x = message.element().child(Namespace.USER, "x").orElseThrow();
        List<XmlElement> invitations = x.children(Namespace.USER, "invite");
        if (invitations.isEmpty()) {
            decline(message, x.child(Namespace.USER, "decline").orElseThrow(), real, room, unit);
        } else {
            invite(message, invitations, real, room, unit);
        }
    }

    private void invite(Message message, List<XmlElement> invitations, FullJid real, Room room, UnitOfWork unit)
            throws StanzaException {
        Optional<Occupant> inviter = room.occupant(real);
        Role role = inviter.map(Occupant::role).orElse(Role.NONE);
        Refusal.check(Speech.invitation(role, room.affiliation(real.bare()), room.config()));
        if (invitations.size() > MOST) {
            throw new StanzaException(ErrorCondition.POLICY_VIOLATION, "one message invites " + MOST + " at most");
        }
        List<Jid> invited = new ArrayList<>();
        for (XmlElement invitation : invitations) {
            invited.add(invitee(invitation, room));
        }
        for (int i = 0; i < invited.size(); i++) {
            Jid invitee = invited.get(i);
            if (room.config().membersOnly() && room.affiliation(invitee.bare()) == Affiliation.NONE) {
                membership.grant(room, Affiliated.of(invitee.bare(), Affiliation.MEMBER));
            }
            XmlElement sent = invitations.get(i).withoutAttribute("to").withAttribute("from", inviter(room, inviter));
            open.put(new Invited(room.address(), invitee.bare()), real);
            router.route(invitation(message, sent, room, invitee), unit);
        }
    }

    /** The real address where everybody sees it anyway. */
    private static String inviter(Room room, Optional<Occupant> inviter) {
        Occupant occupant = inviter.orElseThrow();
        return room.config().whoisAnyone()
                ? occupant.account().toString()
                : occupant.address().toString();
    }

    private Jid invitee(XmlElement invitation, Room room) throws StanzaException {
        Jid invitee = address(invitation);
        if (hosts.isLocal(invitee.domain()) && !router.isLocalAccount(invitee.bare())) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no " + invitee);
        }
        if (room.affiliation(invitee.bare()) == Affiliation.OUTCAST) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, invitee + " is banned from this room");
        }
        return invitee;
    }

    private static Jid address(XmlElement element) throws StanzaException {
        try {
            return Jid.parse(element.attributeOr("to", ""));
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.JID_MALFORMED, "'to' is no address: " + e.getMessage());
        }
    }

    static Message invitation(Message message, XmlElement invite, Room room, Jid invitee) {
        XmlElement.Builder x = XmlElement.builder(Namespace.USER, "x").child(invite);
        room.config().password().ifPresent(password -> x.child("password", password));
        Message made = Message.of(Message.Type.NORMAL, room.address(), invitee, x.build());
        return message.id()
                .map(id -> made.withElement(made.element().withAttribute("id", id)))
                .orElse(made);
    }

    private void decline(Message message, XmlElement decline, FullJid real, Room room, UnitOfWork unit)
            throws StanzaException {
        FullJid inviter = Optional.ofNullable(open.getIfPresent(new Invited(room.address(), real.bare())))
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.ITEM_NOT_FOUND, "nobody has invited you into this room lately"));
        XmlElement sent =
                decline.withoutAttribute("to").withAttribute("from", real.bare().toString());
        XmlElement x = XmlElement.builder(Namespace.USER, "x").child(sent).build();
        Message made = Message.of(Message.Type.NORMAL, room.address(), inviter, x);
        router.route(
                message.id()
                        .map(id -> made.withElement(made.element().withAttribute("id", id)))
                        .orElse(made),
                unit);
    }
}
