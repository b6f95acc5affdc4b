package im.carillon.version;

import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;

/** Answers which software runs here. */
final class VersionHandler implements IqHandler {

    private final Optional<XmlElement> answer;

    @Inject
    VersionHandler(SoftwareVersion software) {
        answer = Optional.of(software.toElement());
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(new IqKey(IqTarget.SERVER, Iq.Type.GET, SoftwareVersion.NAMESPACE, "query"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) {
        return answer;
    }
}
