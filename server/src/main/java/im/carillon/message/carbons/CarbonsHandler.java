package im.carillon.message.carbons;

import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.stream.sasl2.BindFeature;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Enables and disables copies for a session (XEP-0280 §4, §5), also while it is bound (XEP-0386). */
final class CarbonsHandler implements IqHandler, BindFeature {

    private static final String ENABLE = "enable";
    private static final String DISABLE = "disable";

    private final Carbons carbons;
    private final SessionRegistry sessions;

    @Inject
    CarbonsHandler(Carbons carbons, SessionRegistry sessions) {
        this.carbons = carbons;
        this.sessions = sessions;
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                key(IqTarget.ACCOUNT, ENABLE),
                key(IqTarget.ACCOUNT, DISABLE),
                key(IqTarget.SERVER, ENABLE),
                key(IqTarget.SERVER, DISABLE));
    }

    private static IqKey key(IqTarget target, String name) {
        return new IqKey(target, Iq.Type.SET, Carbon.NAMESPACE, name);
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        Session session = own(request);
        if (request.payload().name().equals(ENABLE)) {
            carbons.enable(session);
        } else {
            carbons.disable(session);
        }
        return Optional.empty();
    }

    /** Some clients ask their host and not their account. */
    private Session own(IqRequest request) throws StanzaException {
        boolean here = request.target().isDomain()
                ? request.target().domain().equals(request.from().domain())
                : request.isOwn();
        Optional<Session> session =
                here && request.from() instanceof FullJid address ? sessions.find(address) : Optional.empty();
        return session.orElseThrow(() ->
                new StanzaException(ErrorCondition.NOT_ALLOWED, "copies are for the sessions of the account itself"));
    }

    @Override
    public String namespace() {
        return Carbon.NAMESPACE;
    }

    @Override
    public Optional<XmlElement> enable(Session session, XmlElement request) {
        if (request.name().equals(ENABLE)) {
            carbons.enable(session);
        }
        return Optional.empty();
    }
}
