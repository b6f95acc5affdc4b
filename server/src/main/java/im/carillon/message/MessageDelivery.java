package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.message.carbons.Carbon;
import im.carillon.routing.AccountMessages;
import im.carillon.session.DeliveryFate;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Placement;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to accounts. A message worth keeping goes through the committer: when its group
 * is assembled it takes its position and it is decided who is online to get it, and a copy of it;
 * only after the commit is it delivered. What is not worth keeping is delivered at once, or not at
 * all.
 */
@Singleton
public final class MessageDelivery implements AccountMessages {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDelivery.class);

    private final AccountDirectory accounts;
    private final Timelines timelines;
    private final Recipients recipients;
    private final Forgery forgery;
    private final Database database;
    private final ArchiveConfig archive;

    @Inject
    MessageDelivery(
            AccountDirectory accounts,
            Timelines timelines,
            Recipients recipients,
            Forgery forgery,
            Database database,
            ArchiveConfig archive) {
        this.accounts = accounts;
        this.timelines = timelines;
        this.recipients = recipients;
        this.forgery = forgery;
        this.database = database;
        this.archive = archive;
    }

    @Override
    public void toAccount(Message message, UnitOfWork unit) throws StanzaException {
        BareJid account = message.to().orElseThrow().bare();
        Message clean = forgery.removed(message);
        Keeping keeping = keeping(clean);
        if (keeping == Keeping.ARCHIVED) {
            require(account);
            store(clean, keeping, unit);
            return;
        }
        Audience audience = recipients.audience(clean);
        if (!audience.misses()) {
            deliver(clean, audience, unit);
            return;
        }
        require(account);
        if (keeping == Keeping.UNTIL_DELIVERED) {
            store(clean, keeping, unit);
        } else {
            refuseIfNeeded(clean);
            deliver(clean, audience, unit);
        }
    }

    @Override
    public void toElsewhere(Message message, UnitOfWork unit) {
        Message clean = forgery.removed(message);
        Optional<Account> sender = sender(clean);
        if (keeping(clean) == Keeping.ARCHIVED && sender.isPresent()) {
            unit.whenAssembled(() ->
                    assembleSent(clean, sender.get(), recipients.senders(clean).sent(), unit));
        } else {
            deliver(clean, recipients.senders(clean), unit);
        }
    }

    @Override
    public void refused(Message message, Message error, UnitOfWork unit) {
        deliver(message, recipients.senders(message), unit);
        deliver(error, recipients.audience(error), unit);
    }

    private Keeping keeping(Message message) {
        Keeping worth = Worth.of(message);
        return worth == Keeping.ARCHIVED && !archive.enabled() ? Keeping.UNTIL_DELIVERED : worth;
    }

    private void require(BareJid account) throws StanzaException {
        if (!accounts.exists(account)) {
            throw nobody();
        }
    }

    /** RFC 6121 §8.5.2.1.1, §8.5.2.2.1, §8.5.3.2.1: what cannot be delivered and is not kept. */
    private static void refuseIfNeeded(Message message) throws StanzaException {
        boolean refused = switch (message.type()) {
            case GROUPCHAT -> true;
            case HEADLINE, ERROR -> false;
            case CHAT, NORMAL -> message.hasBody();
        };
        if (refused) {
            throw nobody();
        }
    }

    private static StanzaException nobody() {
        return new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "nobody takes this message");
    }

    /** The account whose session sent a message. */
    private Optional<Account> sender(Message message) {
        Jid from = message.sender();
        return from instanceof FullJid ? accounts.findLocal(from.bare()) : Optional.empty();
    }

    /** What is stored nowhere. */
    private static void deliver(Message message, Audience audience, UnitOfWork unit) {
        for (Session session : audience.direct()) {
            unit.afterCommit(() -> session.deliver(message));
        }
        if (!audience.received().isEmpty()) {
            Carbon carbon = Carbon.received(message, message.to().orElseThrow().bare());
            audience.received().forEach(session -> unit.afterCommit(() -> session.deliver(carbon.to(session))));
        }
        if (!audience.sent().isEmpty()) {
            Carbon carbon = Carbon.sent(message, message.sender().bare());
            audience.sent().forEach(session -> unit.afterCommit(() -> session.deliver(carbon.to(session))));
        }
    }

    private void store(Message message, Keeping keeping, UnitOfWork unit) {
        Optional<Account> owner = accounts.find(message.to().orElseThrow().bare());
        Optional<Account> sender = sender(message);
        unit.whenAssembled(() -> {
            Audience audience = recipients.audience(message);
            boolean archived = keeping == Keeping.ARCHIVED;
            if (owner.isPresent() && (archived || audience.misses())) {
                assemble(message, owner.get(), sender, archived, audience, unit);
            } else if (archived && sender.isPresent()) {
                deliver(message, audience.withoutSent(), unit);
                assembleSent(message, sender.get(), audience.sent(), unit);
            } else {
                deliver(message, audience, unit);
            }
        });
    }

    /** On the committer's thread. */
    private void assemble(
            Message message,
            Account owner,
            Optional<Account> sender,
            boolean archived,
            Audience audience,
            UnitOfWork unit) {
        long position = timelines.nextPosition();
        Placement received =
                new Placement(owner.timeline(), message.sender().bare(), true, audience.misses(), archived);
        List<Placement> placements = new ArrayList<>(2);
        placements.add(received);
        if (archived && sender.isPresent() && sender.get().id() != owner.id()) {
            placements.add(new Placement(sender.get().timeline(), owner.address(), false, false, true));
        }
        timelines.append(unit, position, message.element(), placements);
        deliverReceived(message, owner, audience, received, position, unit);
        if (archived) {
            sender.ifPresent(account -> deliverSent(message, account, audience.sent(), position, unit));
        } else {
            deliver(message, audience.sentAlone(), unit);
        }
    }

    /** On the committer's thread: the sender's copy of what is in nobody else's archive here. */
    private void assembleSent(Message message, Account sender, List<Session> copied, UnitOfWork unit) {
        long position = timelines.nextPosition();
        BareJid peer = message.to().orElseThrow().bare();
        timelines.append(
                unit, position, message.element(), List.of(new Placement(sender.timeline(), peer, false, false, true)));
        deliverSent(message, sender, copied, position, unit);
    }

    private void deliverReceived(
            Message message, Account owner, Audience audience, Placement received, long position, UnitOfWork unit) {
        if (audience.direct().isEmpty() && audience.received().isEmpty()) {
            return;
        }
        Message stamped = StableId.stamped(message, owner.address(), position);
        DeliveryFate fate = new DeliveryFate(() -> pendAgain(position, received));
        StoredAt place = new StoredAt(owner.timeline(), position, Form.PLAIN);
        for (Session session : audience.direct()) {
            session.deliverStored(unit, stamped, place, fate);
        }
        if (!audience.received().isEmpty()) {
            Carbon carbon = Carbon.received(stamped, owner.address());
            StoredAt copied = new StoredAt(owner.timeline(), position, Form.RECEIVED);
            audience.received()
                    .forEach(session ->
                            session.deliverStored(unit, carbon.to(session), copied, DeliveryFate.indifferent()));
        }
    }

    private static void deliverSent(
            Message message, Account sender, List<Session> sessions, long position, UnitOfWork unit) {
        if (sessions.isEmpty()) {
            return;
        }
        Carbon carbon = Carbon.sent(StableId.stamped(message, sender.address(), position), sender.address());
        StoredAt place = new StoredAt(sender.timeline(), position, Form.SENT);
        sessions.forEach(session -> session.deliverStored(unit, carbon.to(session), place, DeliveryFate.indifferent()));
    }

    /** Every session it went to has gone away without it: it waits for the next one. */
    private void pendAgain(long position, Placement received) {
        LOG.debug("nobody took the message at {}, keeping it", position);
        UnitOfWork unit = new UnitOfWork();
        timelines.pendAgain(unit, received.timeline(), position);
        database.submit(unit);
    }
}
