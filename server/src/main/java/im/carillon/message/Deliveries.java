package im.carillon.message;

import im.carillon.jid.BareJid;
import im.carillon.message.carbons.Carbon;
import im.carillon.session.DeliveryFate;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.Message;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Placement;
import java.util.List;

/** Hands a message to its audience, each session in the form it gets; the deliveries follow the commit. */
final class Deliveries {

    private Deliveries() {}

    /** A message that is stored nowhere. */
    static void all(Message message, Audience audience, UnitOfWork unit) {
        received(message, audience, () -> {}, unit);
        sent(message, audience, unit);
    }

    /**
     * The recipient's side of a message that is stored nowhere.
     *
     * @param lost runs when all whom the message was for are gone without it
     */
    static void received(Message message, Audience audience, Runnable lost, UnitOfWork unit) {
        if (!audience.direct().isEmpty()) {
            unit.afterCommit(() -> {
                boolean taken = false;
                for (Session session : audience.direct()) {
                    taken |= session.deliver(message);
                }
                if (!taken) {
                    lost.run();
                }
            });
        }
        if (!audience.received().isEmpty()) {
            copy(Carbon.received(message, message.to().orElseThrow().bare()), audience.received(), unit);
        }
    }

    /** The sender's side of a message that is not stored there. */
    static void sent(Message message, Audience audience, UnitOfWork unit) {
        if (!audience.sent().isEmpty()) {
            copy(Carbon.sent(message, message.sender().bare()), audience.sent(), unit);
        }
    }

    private static void copy(Carbon carbon, List<Session> sessions, UnitOfWork unit) {
        sessions.forEach(session -> unit.afterCommit(() -> session.deliver(carbon.to(session))));
    }

    /** The recipient's side of a stored message. */
    static void storedReceived(
            Message message,
            BareJid account,
            Placement placement,
            long position,
            Audience audience,
            DeliveryFate fate,
            UnitOfWork unit) {
        // what will not stay has no id to find it by
        Message stamped = placement.archived() ? StableId.stamped(message, account, position) : message;
        StoredAt place = new StoredAt(placement.timeline(), position, Form.PLAIN);
        for (Session session : audience.direct()) {
            session.deliverStored(unit, stamped, place, fate);
        }
        if (!audience.received().isEmpty()) {
            StoredAt copied = new StoredAt(placement.timeline(), position, Form.RECEIVED);
            copyStored(Carbon.received(stamped, account), copied, audience.received(), unit);
        }
    }

    /** The sender's side of a message that is stored there. */
    static void storedSent(
            Message message, BareJid account, Placement placement, long position, Audience audience, UnitOfWork unit) {
        if (!audience.sent().isEmpty()) {
            Carbon carbon = Carbon.sent(StableId.stamped(message, account, position), account);
            copyStored(carbon, new StoredAt(placement.timeline(), position, Form.SENT), audience.sent(), unit);
        }
    }

    private static void copyStored(Carbon carbon, StoredAt place, List<Session> sessions, UnitOfWork unit) {
        for (Session session : sessions) {
            session.deliverStored(unit, carbon.to(session), place, DeliveryFate.indifferent());
        }
    }
}
