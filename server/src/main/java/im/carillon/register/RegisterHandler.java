package im.carillon.register;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.routing.Hosts;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/**
 * Lets users change their password and cancel their account (XEP-0077 §3.2, §3.3), also on hosts
 * where nobody can register.
 */
final class RegisterHandler implements IqHandler {

    private final AccountDirectory accounts;
    private final SessionRegistry sessions;
    private final Hosts hosts;

    @Inject
    RegisterHandler(AccountDirectory accounts, SessionRegistry sessions, Hosts hosts) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.hosts = hosts;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.SERVER, Iq.Type.GET, Registration.NAMESPACE, "query"),
                new IqKey(IqTarget.SERVER, Iq.Type.SET, Registration.NAMESPACE, "query"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, Registration.NAMESPACE, "query"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.SET, Registration.NAMESPACE, "query"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        FullJid session = session(request);
        if (!request.isSet()) {
            return Optional.of(Registration.registered(session.local()));
        }
        Registration registration = new Registration(request.payload());
        try {
            if (registration.isRemoval()) {
                remove(session, registration, request);
            } else {
                changePassword(session, registration);
            }
        } catch (AccountException e) {
            throw withoutPassword(e.toStanzaException());
        } catch (StanzaException e) {
            throw withoutPassword(e);
        }
        return Optional.empty();
    }

    /** XEP-0077 §3.3: an error does not carry the password back. */
    private static StanzaException withoutPassword(StanzaException refusal) {
        return new StanzaException(refusal.error().withContent(XmlElement.of(Registration.NAMESPACE, "query")));
    }

    /** The session that asks its own server about its own account. */
    private FullJid session(IqRequest request) throws StanzaException {
        boolean own = request.target().isDomain()
                ? request.target().domain().equals(request.from().domain())
                : request.isOwn();
        if (!own || !(request.from() instanceof FullJid session)) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "you have no account here");
        }
        if (hosts.find(session.domain()).filter(HostConfig::anonymous).isPresent()) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "a guest has no account");
        }
        return session;
    }

    private void changePassword(FullJid session, Registration registration) throws StanzaException, AccountException {
        if (registration.username().isEmpty() || registration.password().isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "your name and another password are needed");
        }
        if (!isNameOf(session.bare(), registration.username().get())) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "this is not your name");
        }
        accounts.changePassword(session.bare(), registration.password().get(), Optional.of(session));
    }

    private static boolean isNameOf(BareJid account, String username) {
        return username.equals(account.local()) || username.equals(account.toString());
    }

    private void remove(FullJid session, Registration registration, IqRequest request)
            throws StanzaException, AccountException {
        if (!registration.isOnlyRemoval()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "<remove/> stands alone (XEP-0077 §3.2)");
        }
        accounts.delete(session.bare(), Optional.of(session));
        Optional<Session> own = sessions.find(session);
        request.afterwards()
                .accept(() -> own.ifPresent(open -> open.close(
                        new StreamException(StreamCondition.NOT_AUTHORIZED, "the account was deleted as you asked"))));
    }
}
