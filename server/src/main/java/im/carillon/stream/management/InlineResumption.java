package im.carillon.stream.management;

import im.carillon.session.Management;
import im.carillon.stanza.StreamException;
import im.carillon.stream.Negotiation;
import im.carillon.stream.StreamState;
import im.carillon.stream.sasl2.InlineFeature;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Resumption together with the login (XEP-0198 §9.2, XEP-0388). */
final class InlineResumption implements InlineFeature {

    private final Resuming resuming;

    @Inject
    InlineResumption(Resuming resuming) {
        this.resuming = resuming;
    }

    @Override
    public Optional<XmlElement> offer(StreamState state) {
        return resuming.isOffered() ? Optional.of(XmlElement.of(Management.NAMESPACE, "sm")) : Optional.empty();
    }

    @Override
    public boolean accepts(XmlElement request) {
        return request.is(Management.NAMESPACE, "resume");
    }

    @Override
    public Optional<XmlElement> handle(Negotiation stream, XmlElement request) throws StreamException {
        return stream.isResumed() ? Optional.empty() : Optional.of(resuming.resume(stream, request));
    }
}
