package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.routing.AccountMessages;
import im.carillon.routing.ArchivePreferences;
import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Repeats;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Brings messages to accounts. A message worth keeping goes through the committer, see {@link
 * Filing}; what is not worth keeping is delivered at once, or not at all. Runs on the sender's
 * thread.
 */
@Singleton
public final class MessageDelivery implements AccountMessages {

    private final AccountDirectory accounts;
    private final Recipients recipients;
    private final Forgery forgery;
    private final Repeats repeats;
    private final Filing filing;
    private final OfflineLimit limit;
    private final ArchiveConfig archive;
    private final ArchivePreferences preferences;

    @Inject
    MessageDelivery(
            AccountDirectory accounts,
            Recipients recipients,
            Forgery forgery,
            Repeats repeats,
            Filing filing,
            OfflineLimit limit,
            ArchiveConfig archive,
            ArchivePreferences preferences) {
        this.accounts = accounts;
        this.recipients = recipients;
        this.forgery = forgery;
        this.repeats = repeats;
        this.filing = filing;
        this.limit = limit;
        this.archive = archive;
        this.preferences = preferences;
    }

    @Override
    public void toAccount(Message message, UnitOfWork unit) throws StanzaException {
        Message clean = forgery.removed(message);
        BareJid account = clean.to().orElseThrow().bare();
        Keeping keeping = isForNobody(clean) ? Keeping.NOT : keeping(clean);
        if (keeping != Keeping.NOT) {
            require(account);
            Optional<Account> owner = accounts.find(account);
            if (keeping == Keeping.UNTIL_DELIVERED && owner.isPresent()) {
                admit(clean, owner.get());
            }
            keep(clean, keeping, owner, unit);
            return;
        }
        Audience audience = recipients.audience(clean);
        if (audience.misses()) {
            require(account);
            refuseIfNeeded(clean);
        }
        Deliveries.all(clean, audience, unit);
    }

    @Override
    public void toElsewhere(Message message, UnitOfWork unit) {
        Message clean = forgery.removed(message);
        Keeping keeping = keeping(clean);
        if (keeping == Keeping.ARCHIVED) {
            keep(clean, keeping, Optional.empty(), unit);
        } else {
            Deliveries.sent(clean, recipients.audience(clean), unit);
        }
    }

    @Override
    public void refused(Message message, Message error, UnitOfWork unit) {
        // without an address it was for the account itself (RFC 6120 §10.3.1)
        BareJid self = message.sender().bare();
        Message sent = message.to().isPresent() ? message : message.withTo(self);
        Message answer = error.from().isPresent() ? error : error.withFrom(self);
        Deliveries.sent(sent, recipients.audience(sent), unit);
        Deliveries.all(answer, recipients.audience(answer), unit);
    }

    /** RFC 6121 §8.5.3.2.1: only a chat goes to the others of an account when the resource it names is gone. */
    private boolean isForNobody(Message message) {
        return message.type() == Message.Type.NORMAL
                && message.to().orElseThrow() instanceof FullJid
                && recipients.audience(message).misses();
    }

    private Keeping keeping(Message message) {
        Keeping worth = Worth.of(message);
        return worth == Keeping.ARCHIVED && !archive.enabled() ? Keeping.UNTIL_DELIVERED : worth;
    }

    /** Whether an account wants in its archive what it exchanges with somebody. */
    private boolean keeps(Optional<Account> account, Jid peer) {
        return account.isPresent() && preferences.keeps(account.get().address(), peer);
    }

    private void require(BareJid account) throws StanzaException {
        if (!accounts.exists(account)) {
            throw nobody();
        }
    }

    private void admit(Message message, Account owner) throws StanzaException {
        if (recipients.audience(message).misses()) {
            limit.admit(owner.timeline());
        }
    }

    private void keep(Message message, Keeping keeping, Optional<Account> owner, UnitOfWork unit) {
        boolean archived = keeping == Keeping.ARCHIVED;
        Letter letter = new Letter(
                message,
                archived,
                owner,
                archived && keeps(owner, message.sender()),
                sender(message)
                        .filter(account ->
                                keeps(Optional.of(account), message.to().orElseThrow())),
                repeats.of(message),
                recipients.sender(message).map(Session::since));
        unit.whenAssembled(() -> filing.file(letter, unit));
    }

    /** The account whose session sent a message. */
    private Optional<Account> sender(Message message) {
        Jid from = message.sender();
        return from instanceof FullJid ? accounts.findLocal(from.bare()) : Optional.empty();
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
}
