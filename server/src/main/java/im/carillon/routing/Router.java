package im.carillon.routing;

import com.google.common.base.Suppliers;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.IqTarget;
import im.carillon.spi.Phase;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings each stanza to whoever is responsible for its address (RFC 6120 §10.5): a local account, a
 * host itself, a service. What cannot be delivered comes back as an error, once, and never in answer
 * to an error (RFC 6120 §8.3.1).
 *
 * <p>Runs on the thread of the sender; deliveries go into the unit of work and happen after its
 * commit.
 */
@Singleton
public final class Router {

    private final Hosts hosts;
    private final Accounts accounts;
    private final SessionRegistry sessions;
    private final Filters filters;
    private final IqDispatcher dispatcher;
    private final Services services;
    private final StanzaCounts counts;
    private final OwnRequests own;
    private final Supplier<AccountMessages> messages;
    private final Supplier<AccountPresence> presence;

    @Inject
    public Router(
            Hosts hosts,
            Accounts accounts,
            SessionRegistry sessions,
            Filters filters,
            IqDispatcher dispatcher,
            Services services,
            StanzaCounts counts,
            OwnRequests own,
            Provider<AccountMessages> messages,
            Provider<AccountPresence> presence) {
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.filters = filters;
        this.dispatcher = dispatcher;
        this.services = services;
        this.counts = counts;
        this.own = own;
        // these need the router too; a provider is too slow to be asked for each stanza
        this.messages = Suppliers.memoize(messages::get);
        this.presence = Suppliers.memoize(presence::get);
    }

    /** Routes what a session sent; {@code from} has been stamped. */
    public void fromSession(Session session, Stanza stanza, UnitOfWork unit) {
        counts.count(stanza);
        try {
            if (!filters.pass(Phase.SENDER_AUTHORISE, stanza, session.account())
                    || !filters.pass(Phase.SENDER_BLOCK, stanza, session.account())) {
                return;
            }
            if (stanza instanceof Presence sent) {
                presence.get().fromSession(session, sent, unit);
            } else {
                dispatch(stanza, unit);
                if (stanza instanceof Message sent && !isForAccount(sent)) {
                    messages.get().toElsewhere(sent, unit);
                }
            }
        } catch (StanzaException e) {
            bounce(stanza, e.error(), unit);
        }
    }

    private boolean isForAccount(Message message) {
        Jid to = message.to().orElseGet(() -> message.sender().bare());
        return !to.local().isEmpty() && hosts.isLocal(to.domain());
    }

    /** Routes a stanza with {@code from}; its errors go back to the sender. */
    public void route(Stanza stanza, UnitOfWork unit) {
        try {
            dispatch(stanza, unit);
        } catch (StanzaException e) {
            bounce(stanza, e.error(), unit);
        }
    }

    /**
     * Routes what the server sends because of an account's presence or subscriptions. What the
     * account has blocked does not go out, and nobody is told.
     */
    public void routeFor(BareJid account, Stanza stanza, UnitOfWork unit) {
        try {
            if (!filters.pass(Phase.SENDER_BLOCK, stanza, account)) {
                return;
            }
        } catch (StanzaException e) {
            return;
        }
        route(stanza, unit);
    }

    private void dispatch(Stanza stanza, UnitOfWork unit) throws StanzaException {
        Jid to = stanza.to().orElseGet(() -> stanza.sender().bare());
        if (!hosts.isLocal(to.domain())) {
            toService(stanza, to, unit);
        } else if (to.local().isEmpty()) {
            toHost(stanza, to, unit);
        } else if (filters.pass(Phase.RECIPIENT_BLOCK, stanza, to.bare())
                && filters.pass(Phase.RECIPIENT_ROOM, stanza, to.bare())) {
            toAccount(stanza, to, unit);
        }
    }

    private void toAccount(Stanza stanza, Jid to, UnitOfWork unit) throws StanzaException {
        switch (stanza) {
            case Message message ->
                messages.get().toAccount(message.to().isPresent() ? message : message.withTo(to), unit);
            case Presence received -> presence.get().toAccount(received, unit);
            case Iq iq when to instanceof FullJid full -> toSession(iq, full, unit);
            case Iq iq -> answer(iq, IqTarget.ACCOUNT, to.bare(), unit);
        }
    }

    /** RFC 6121 §8.5.3.1 and §8.5.3.2.3. */
    private void toSession(Iq iq, FullJid to, UnitOfWork unit) throws StanzaException {
        Optional<Session> session = sessions.find(to);
        if (session.isPresent()) {
            Session recipient = session.get();
            unit.afterCommit(() -> deliverOrBounce(recipient, iq));
        } else if (iq.isRequest()) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "no such resource is online");
        }
    }

    private void deliverOrBounce(Session recipient, Iq iq) {
        if (!recipient.deliver(iq) && iq.isRequest()) {
            deliver(iq.error(new StanzaError(ErrorCondition.SERVICE_UNAVAILABLE, "the resource just went offline")));
        }
    }

    private void toHost(Stanza stanza, Jid to, UnitOfWork unit) throws StanzaException {
        switch (stanza) {
            case Iq iq when to.resource().isEmpty() -> answer(iq, IqTarget.SERVER, to.bare(), unit);
            case Iq iq when !iq.isRequest() -> {}
            case Message message when message.isError() -> {}
            case Presence received -> {} // a host has no contacts
            default -> throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "the server takes no such stanza");
        }
    }

    private void answer(Iq iq, IqTarget kind, BareJid target, UnitOfWork unit) {
        if (!iq.isRequest()) {
            own.answered(iq);
            return;
        }
        List<Stanza> output = dispatcher.answer(iq, kind, target, unit);
        unit.afterCommitFirst(() -> output.forEach(this::deliver));
    }

    private void toService(Stanza stanza, Jid to, UnitOfWork unit) throws StanzaException {
        services.find(to.domain())
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.REMOTE_SERVER_NOT_FOUND, to.domain() + " is not served here"))
                .handle(stanza, unit, output -> route(output, unit));
    }

    /** Sends the error that a stanza earned back to its sender, unless it must not have one. */
    public void bounce(Stanza stanza, StanzaError error, UnitOfWork unit) {
        if (stanza instanceof Message message && !message.isError() && isFromSession(message)) {
            messages.get().refused(message, message.error(error), unit);
            return;
        }
        Optional<Stanza> reply = switch (stanza) {
            case Message message when !message.isError() -> Optional.of(message.error(error));
            case Presence sent
            when !sent.isError() && sent.type() != Presence.Type.UNAVAILABLE -> Optional.of(sent.error(error));
            case Iq iq when iq.isRequest() -> Optional.of(iq.error(error));
            default -> Optional.empty();
        };
        reply.ifPresent(r -> giveBack(r, unit));
    }

    private boolean isFromSession(Message message) {
        return message.sender() instanceof FullJid from && hosts.isLocal(from.domain());
    }

    /** An error about a subscription is for the account, since it was sent by no single resource. */
    private void giveBack(Stanza error, UnitOfWork unit) {
        if (error instanceof Presence about && about.to().orElse(null) instanceof BareJid account) {
            tellAccount(about, account, unit);
        } else {
            unit.afterCommit(() -> deliver(error));
        }
    }

    private void tellAccount(Presence error, BareJid account, UnitOfWork unit) {
        for (Session session : sessions.of(account)) {
            if (session.isAvailable()) {
                unit.afterCommit(() -> session.deliver(error));
            }
        }
    }

    /** Brings an answer to the session or the service it is for, or to nobody. */
    private void deliver(Stanza answer) {
        if (answer.to().orElse(null) instanceof FullJid full) {
            if (hosts.isLocal(full.domain())) {
                sessions.find(full).ifPresent(session -> session.deliver(answer));
            } else {
                UnitOfWork unit = new UnitOfWork();
                route(answer, unit);
                unit.finish();
            }
        }
    }

    /** Whether a local account takes this, as far as its filters say; for a service that delivers by itself. */
    public boolean isWelcome(Stanza stanza, BareJid account) {
        try {
            return filters.pass(Phase.RECIPIENT_BLOCK, stanza, account);
        } catch (StanzaException e) {
            return false;
        }
    }

    /** Whether an address is an account that exists here. */
    public boolean isLocalAccount(BareJid address) {
        return !address.isDomain() && hosts.isLocal(address.domain()) && accounts.exists(address);
    }
}
