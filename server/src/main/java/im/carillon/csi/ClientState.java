package im.carillon.csi;

import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.UnitOfWork;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.stream.sasl2.BindFeature;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** A client says whether somebody looks at it, also while it binds (XEP-0386 §bind-request). */
final class ClientState implements StreamFeature, BindFeature, SessionListener {

    private static final String NAMESPACE = "urn:xmpp:csi:0";
    private static final String INACTIVE = "inactive";

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() ? Optional.of(XmlElement.of(NAMESPACE, "csi")) : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement element) {
        return element.is(NAMESPACE, "active") || element.is(NAMESPACE, INACTIVE);
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        Session session = stream.session()
                .orElseThrow(() -> new StreamException(StreamCondition.NOT_AUTHORIZED, "bind a resource first"));
        set(session, element);
    }

    private static void set(Session session, XmlElement state) {
        if (state.name().equals(INACTIVE)) {
            session.holdBack(new WaitingStanzas(session.account()));
        } else {
            session.holdNothingBack();
        }
    }

    @Override
    public String namespace() {
        return NAMESPACE;
    }

    @Override
    public Optional<XmlElement> enable(Session session, XmlElement request) {
        set(session, request);
        return Optional.empty();
    }

    /** A resumed stream begins as an active one (§5.2). */
    @Override
    public void resumed(Session session, boolean afterRestart, UnitOfWork unit) {
        session.holdNothingBack();
    }
}
