package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.routing.AccountMessages;
import im.carillon.session.DeliveryFate;
import im.carillon.session.Session;
import im.carillon.session.StoredAt;
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
 * is assembled it takes its position and it is decided who is online to get it; only after the
 * commit is it delivered. What is not worth keeping is delivered at once, or not at all.
 */
@Singleton
public final class MessageDelivery implements AccountMessages {

    private static final Logger LOG = LoggerFactory.getLogger(MessageDelivery.class);

    private final AccountDirectory accounts;
    private final Timelines timelines;
    private final Recipients recipients;
    private final Database database;
    private final ArchiveConfig archive;

    @Inject
    MessageDelivery(
            AccountDirectory accounts,
            Timelines timelines,
            Recipients recipients,
            Database database,
            ArchiveConfig archive) {
        this.accounts = accounts;
        this.timelines = timelines;
        this.recipients = recipients;
        this.database = database;
        this.archive = archive;
    }

    @Override
    public void toAccount(Message message, UnitOfWork unit) throws StanzaException {
        BareJid account = message.to().orElseThrow().bare();
        Message clean = StableId.withoutForged(message, account);
        boolean keep = Worth.keeping(clean);
        List<Session> online = keep && archive.enabled() ? List.of() : recipients.of(clean);
        if (online.isEmpty() && !accounts.exists(account)) {
            throw nobody();
        }
        if (keep && online.isEmpty()) {
            Optional<Account> owner = accounts.find(account);
            Optional<Account> sender = accounts.findLocal(clean.sender().bare());
            unit.whenAssembled(() -> assemble(clean, owner, sender, unit));
        } else if (online.isEmpty()) {
            refuseIfNeeded(clean);
        } else {
            unit.afterCommit(() -> online.forEach(session -> session.deliver(clean)));
        }
    }

    /** RFC 6121 §8.5.2.1.1, §8.5.2.2.1, §8.5.3.2.1: what cannot be delivered and is not kept. */
    private static void refuseIfNeeded(Message message) throws StanzaException {
        boolean full = message.to().orElseThrow() instanceof FullJid;
        switch (message.type()) {
            case GROUPCHAT -> throw nobody();
            case HEADLINE, ERROR -> {}
            case CHAT, NORMAL -> {
                if (full && message.hasBody()) {
                    throw nobody();
                }
            }
        }
    }

    private static StanzaException nobody() {
        return new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "nobody takes this message");
    }

    /** On the committer's thread. */
    private void assemble(Message message, Optional<Account> owner, Optional<Account> sender, UnitOfWork unit) {
        BareJid account = message.to().orElseThrow().bare();
        List<Session> online = recipients.of(message);
        boolean pending = online.isEmpty();
        if (owner.isEmpty() || !archive.enabled() && !pending) {
            unit.afterCommit(() -> online.forEach(session -> session.deliver(message)));
            return;
        }
        long position = timelines.nextPosition();
        Placement received =
                new Placement(owner.get().timeline(), message.sender().bare(), true, pending, archive.enabled());
        List<Placement> placements = new ArrayList<>(2);
        placements.add(received);
        if (archive.enabled()
                && sender.isPresent()
                && sender.get().id() != owner.get().id()) {
            placements.add(new Placement(sender.get().timeline(), account, false, false, true));
        }
        timelines.append(unit, position, message.element(), placements);
        if (!pending) {
            Message stamped = StableId.stamped(message, account, position);
            DeliveryFate fate = new DeliveryFate(() -> pendAgain(position, received));
            StoredAt place = new StoredAt(received.timeline(), position, StoredAt.Form.PLAIN);
            for (Session session : online) {
                session.deliverStored(unit, stamped, place, fate);
            }
        }
    }

    /** Every session it went to has gone away without it: it waits for the next one. */
    private void pendAgain(long position, Placement received) {
        LOG.debug("nobody took the message at {}, keeping it", position);
        UnitOfWork unit = new UnitOfWork();
        timelines.pendAgain(unit, position, received);
        database.submit(unit);
    }
}
