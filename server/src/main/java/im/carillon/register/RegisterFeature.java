package im.carillon.register;

import im.carillon.account.AccountDirectory;
import im.carillon.account.AccountException;
import im.carillon.config.HostConfig;
import im.carillon.config.TlsConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.routing.Hosts;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes accounts for those who have none yet, before they log in (XEP-0077 §3.1.1, §7). */
final class RegisterFeature implements StreamFeature {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterFeature.class);
    private static final Optional<XmlElement> OFFER =
            Optional.of(XmlElement.of("http://jabber.org/features/iq-register", "register"));

    private final Hosts hosts;
    private final TlsConfig tls;
    private final AccountDirectory accounts;
    private final RegistrationThrottle throttle;

    @Inject
    RegisterFeature(Hosts hosts, TlsConfig tls, AccountDirectory accounts, RegistrationThrottle throttle) {
        this.hosts = hosts;
        this.tls = tls;
        this.accounts = accounts;
        this.throttle = throttle;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return !state.isAuthenticated() && isSecureEnough(state) && isOpen(state.host()) ? OFFER : Optional.empty();
    }

    private boolean isSecureEnough(StreamState state) {
        return state.secure() || !tls.required();
    }

    private boolean isOpen(String host) {
        return hosts.find(host)
                .filter(HostConfig::registration)
                .filter(found -> !found.anonymous())
                .isPresent();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(Namespaces.CLIENT, "iq") && element.hasChild(Registration.NAMESPACE, "query");
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        if (stream.state().isAuthenticated() || !isSecureEnough(stream.state())) {
            throw new StreamException(StreamCondition.NOT_AUTHORIZED, "this is not the time to register");
        }
        try {
            if (Stanza.of(element) instanceof Iq iq && iq.isRequest()) {
                stream.send(answer(stream, iq));
            }
        } catch (StanzaException e) {
            stream.send(refusal(element.attribute("id"), stream.state().host(), e.error()));
        }
    }

    private XmlElement answer(Negotiation stream, Iq iq) throws StanzaException {
        String host = stream.state().host();
        if (iq.to().filter(to -> !to.toString().equals(host)).isPresent() || !isOpen(host)) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "no accounts are made here");
        }
        XmlElement.Builder result = XmlElement.builder(Namespaces.CLIENT, "iq")
                .attribute("type", "result")
                .attribute("id", iq.id())
                .attribute("from", host);
        if (iq.type() == Iq.Type.GET) {
            result.child(Registration.fields());
        } else {
            register(stream, new Registration(iq.payload().orElseThrow()));
        }
        return result.build();
    }

    private void register(Negotiation stream, Registration registration) throws StanzaException {
        if (registration.isRemoval()) {
            throw new StanzaException(ErrorCondition.UNEXPECTED_REQUEST, "log in to cancel an account");
        }
        if (registration.username().isEmpty() || registration.password().isEmpty()) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "a name and a password are needed");
        }
        BareJid account = address(registration.username().get(), stream.state().host());
        if (!throttle.admit(stream.connection().remoteAddress())) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, "too many registrations from your network; try again later");
        }
        try {
            accounts.create(account, registration.password().get());
        } catch (AccountException e) {
            throw e.toStanzaException();
        }
        LOG.info(
                "{} registered from {}",
                account,
                stream.connection().remoteAddress().getHostAddress());
    }

    private static BareJid address(String username, String host) throws StanzaException {
        try {
            return BareJid.of(username, host);
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "not a name for an account: " + e.getMessage());
        }
    }

    /** Without what was sent, since there is a password in it (XEP-0077 §3.3). */
    private static XmlElement refusal(Optional<String> id, String host, StanzaError error) {
        return XmlElement.builder(Namespaces.CLIENT, "iq")
                .attribute("type", "error")
                .attribute("id", id)
                .attribute("from", host)
                .child(error.toElement())
                .build();
    }
}
