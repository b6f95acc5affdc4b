package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Takes every stanza for a room or an occupant. */
@Singleton
public final class RoomStanzas {

    private final Presences presences;
    private final Messages messages;
    private final OccupantRequests occupants;
    private final Map<String, RoomRequests> requests = new HashMap<>();

    @Inject
    RoomStanzas(Presences presences, Messages messages, OccupantRequests occupants, Set<RoomRequests> requests) {
        this.presences = presences;
        this.messages = messages;
        this.occupants = occupants;
        for (RoomRequests handler : requests) {
            handler.namespaces().forEach(namespace -> this.requests.put(namespace, handler));
        }
    }

    public void handle(Stanza stanza, Jid to, UnitOfWork unit) throws StanzaException {
        switch (stanza) {
            case Presence presence
            when presence.sender() instanceof FullJid real -> presences.handle(presence, real, to, unit);
            case Message message
            when message.sender() instanceof FullJid real -> messages.handle(message, real, to, unit);
            case Iq iq when to instanceof FullJid occupant -> occupants.handle(iq, occupant, unit);
            case Iq iq when iq.isRequest() -> answer(iq, to, unit);
            default -> {} // an account in general is in no room, and answers to nobody mean nothing
        }
    }

    private void answer(Iq iq, Jid to, UnitOfWork unit) throws StanzaException {
        String namespace = iq.payload().orElseThrow().namespace();
        RoomRequests handler = requests.get(namespace);
        if (handler == null) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "a room does not answer " + namespace);
        }
        handler.handle(iq, to.bare(), unit);
    }
}
