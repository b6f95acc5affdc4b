package im.carillon.ping;

import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Answers pings with an empty result (XEP-0199 §4.2). */
final class PingHandler implements IqHandler {

    private static final String NAMESPACE = "urn:xmpp:ping";

    @Inject
    PingHandler() {}

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.SERVER, Iq.Type.GET, NAMESPACE, "ping"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, NAMESPACE, "ping"));
    }

    /** The account of somebody else gives the same error whether it exists or not. */
    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        if (request.target().isDomain() || request.isOwn()) {
            return Optional.empty();
        }
        throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "accounts of others do not answer pings");
    }
}
