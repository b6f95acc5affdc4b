package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Pace;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Seat;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Visitors ask for voice, moderators answer (XEP-0045 §7.13, §8.6). */
final class VoiceRequests {

    private final Turns turns;
    private final RoleChanges roles;
    private final Pace pace;
    private final Courier courier;

    @Inject
    VoiceRequests(Turns turns, RoleChanges roles, Pace pace, Courier courier) {
        this.turns = turns;
        this.roles = roles;
        this.pace = pace;
        this.courier = courier;
    }

    static boolean concern(Message message) {
        return Form.in(message.element())
                .filter(form -> form.attributeOr("type", "").equals("submit"))
                .flatMap(form -> form.children(Form.NAMESPACE, "field").stream()
                        .filter(field -> field.attributeOr("var", "").equals(Field.FORM_TYPE))
                        .flatMap(field -> field.childText(Form.NAMESPACE, "value").stream())
                        .findFirst())
                .filter(Namespace.REQUEST::equals)
                .isPresent();
    }

    void handle(Message message, FullJid real, BareJid room, UnitOfWork unit) throws StanzaException {
        Submission filled = read(message);
        turns.inOrder(message, room, unit, (present, turn) -> {
            Occupant sender = present.occupant(real)
                    .orElseThrow(() -> new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "you are not in this room"));
            if (filled.text("muc#request_allow").isPresent() && sender.isModerator()) {
                answered(present, real, filled, turn);
            } else {
                asked(present, sender, turn);
            }
        });
    }

    private static Submission read(Message message) throws StanzaException {
        Form form = Form.asking(
                Namespace.REQUEST,
                Field.of(FieldType.TEXT_SINGLE, "muc#role", ""),
                Field.of(FieldType.JID_SINGLE, "muc#jid", ""),
                Field.of(FieldType.TEXT_SINGLE, "muc#roomnick", ""),
                Field.of(FieldType.BOOLEAN, "muc#request_allow", ""));
        try {
            return form.read(Form.in(message.element()).orElseThrow());
        } catch (InvalidFormException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void asked(Room room, Occupant sender, UnitOfWork unit) throws StanzaException {
        if (sender.role() != Role.VISITOR) {
            return; // has voice already
        }
        Refusal.check(pace.refusal(room.address(), sender, room.config()));
        List<Seat> moderators = room.occupants().stream()
                .filter(Occupant::isModerator)
                .flatMap(occupant -> occupant.seats().stream())
                .toList();
        Message form = Message.of(Message.Type.NORMAL, room.address(), room.address(), form(sender));
        courier.announce(List.of(new Dispatch(form, moderators)), unit);
    }

    private static XmlElement form(Occupant sender) {
        return Form.asking(
                        Namespace.REQUEST,
                        Field.of(FieldType.LIST_SINGLE, "muc#role", "Requested role")
                                .with(Role.PARTICIPANT.wire())
                                .withOptions(List.of(new Option(Role.PARTICIPANT.wire()))),
                        Field.of(FieldType.JID_SINGLE, "muc#jid", "User ID")
                                .with(sender.main().address().toString()),
                        Field.of(FieldType.TEXT_SINGLE, "muc#roomnick", "Room nickname")
                                .with(sender.nick()),
                        Field.of(FieldType.BOOLEAN, "muc#request_allow", "Grant voice to this person?")
                                .with("0"))
                .titled("Voice request", "Somebody asks to be allowed to speak in this room.")
                .toElement();
    }

    private void answered(Room room, FullJid real, Submission filled, UnitOfWork unit) throws StanzaException {
        if (!filled.flag("muc#request_allow")) {
            return;
        }
        String nick = filled.text("muc#roomnick").orElse("");
        if (room.named(nick).filter(occupant -> occupant.role() == Role.VISITOR).isEmpty()) {
            return; // has left, or somebody else was faster
        }
        RoleChanges.Wish wish = new RoleChanges.Wish(nick, Role.PARTICIPANT, Optional.empty());
        courier.announce(roles.apply(room, real, List.of(wish), unit).others(), unit);
    }
}
