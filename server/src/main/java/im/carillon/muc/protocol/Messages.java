package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.store.Rooms;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Sorts messages for rooms by what they are for. */
@Singleton
final class Messages {

    private static final int TECHNICAL = 333;

    /** Errors that tell that a client is gone (XEP-0045 §18.1.2). */
    private static final Set<String> GONE = Set.of(
            "gone",
            "item-not-found",
            "recipient-unavailable",
            "redirect",
            "remote-server-not-found",
            "remote-server-timeout",
            "service-unavailable");

    private final Turns turns;
    private final Rooms rooms;
    private final Conversation conversation;
    private final PrivateTalk privateTalk;
    private final Invitations invitations;
    private final VoiceRequests voice;
    private final Exit exit;

    @Inject
    Messages(
            Turns turns,
            Rooms rooms,
            Conversation conversation,
            PrivateTalk privateTalk,
            Invitations invitations,
            VoiceRequests voice,
            Exit exit) {
        this.turns = turns;
        this.rooms = rooms;
        this.conversation = conversation;
        this.privateTalk = privateTalk;
        this.invitations = invitations;
        this.voice = voice;
        this.exit = exit;
    }

    void handle(Message message, FullJid real, Jid to, UnitOfWork unit) throws StanzaException {
        if (message.isError()) {
            bounced(message, real, to, unit);
        } else if (to instanceof FullJid occupant) {
            privateTalk.send(message, real, occupant, unit);
        } else if (message.type() == Message.Type.GROUPCHAT) {
            conversation.say(message, real, unit);
        } else if (invitations.concern(message)) {
            invitations.pass(message, real, to.bare(), unit);
        } else if (VoiceRequests.concern(message)) {
            voice.handle(message, real, to.bare(), unit);
        } else {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "messages to a room are of type groupchat");
        }
    }

    /** A client that cannot be reached any more is no occupant (§18.1.2). */
    private void bounced(Message message, FullJid real, Jid to, UnitOfWork unit) throws StanzaException {
        boolean gone = message.element()
                .child(Namespaces.CLIENT, "error")
                .flatMap(error -> error.childIn(Namespaces.STANZA_ERRORS))
                .map(XmlElement::name)
                .filter(GONE::contains)
                .isPresent();
        if (gone && rooms.find(to.bare()).isPresent()) {
            turns.inOrder(
                    message,
                    to.bare(),
                    unit,
                    (room, turn) -> exit.leave(room, real, Notice.NOTHING.with(List.of(TECHNICAL)), List.of(), turn));
        }
    }
}
