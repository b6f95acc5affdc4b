package im.carillon.message;

import im.carillon.account.AccountDirectory;
import im.carillon.jid.BareJid;
import im.carillon.message.carbons.Carbon;
import im.carillon.session.DeliveryFate;
import im.carillon.session.Redelivery;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.Message;
import im.carillon.timeline.TimelineEntry;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** A message from the account's own timeline, sent once more to a session that resumed after a restart. */
final class MessageRedelivery implements Redelivery {

    private final AccountDirectory accounts;
    private final OfflineMessages offline;

    @Inject
    MessageRedelivery(AccountDirectory accounts, OfflineMessages offline) {
        this.accounts = accounts;
        this.offline = offline;
    }

    @Override
    public Optional<XmlElement> again(Session session, StoredAt place, TimelineEntry stored) {
        if (!place.timeline().isAccount()) {
            return Optional.empty();
        }
        Message stamped = StableId.stamped(stored.message(), session.account(), stored.position());
        Message sent = switch (place.form()) {
            case PLAIN -> stamped;
            case RECEIVED -> Carbon.received(stamped, session.account()).to(session);
            case SENT -> Carbon.sent(stamped, session.account()).to(session);
        };
        return Optional.of(sent.element());
    }

    /** Messages wait for another session; copies do not. */
    @Override
    public Optional<DeliveryFate> fate(BareJid address, StoredAt place) {
        return place.form() == Form.PLAIN && place.timeline().isAccount()
                ? accounts.findLocal(address)
                        .map(account -> new DeliveryFate(() -> offline.waitAgain(account, place.position())))
                : Optional.empty();
    }
}
