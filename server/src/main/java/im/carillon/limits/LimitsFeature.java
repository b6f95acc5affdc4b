package im.carillon.limits;

import im.carillon.config.LimitsConfig;
import im.carillon.config.SessionConfig;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.StreamState;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Tells the client how large its elements may be and how long it may be silent (XEP-0478 §3.1). */
final class LimitsFeature implements StreamFeature {

    private static final String NAMESPACE = "urn:xmpp:stream-limits:0";

    private final Optional<XmlElement> beforeLogin;
    private final Optional<XmlElement> afterLogin;

    @Inject
    LimitsFeature(LimitsConfig limits, SessionConfig session) {
        beforeLogin = Optional.of(XmlElement.builder(NAMESPACE, "limits")
                .child("max-bytes", Integer.toString(limits.stanzaBytesBeforeLogin()))
                .build());
        afterLogin = Optional.of(XmlElement.builder(NAMESPACE, "limits")
                .child("max-bytes", Integer.toString(limits.stanzaBytes()))
                .child("idle-seconds", Long.toString(session.keepalive().toSeconds()))
                .build());
    }

    /** Before the login a deadline ends the stream, silent or not, so there is no idle time to tell. */
    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return state.isAuthenticated() ? afterLogin : beforeLogin;
    }

    @Override
    public boolean accepts(XmlElement element) {
        return false;
    }

    @Override
    public void handle(Negotiation stream, XmlElement element) throws StreamException {
        throw new StreamException(StreamCondition.UNSUPPORTED_STANZA_TYPE, "limits are not negotiated");
    }
}
