package im.carillon.stream.management;

import im.carillon.session.Management;
import im.carillon.session.Session;
import im.carillon.stream.sasl2.BindFeature;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Stream management enabled while the resource is bound (XEP-0198 §9.1, XEP-0386). */
final class InlineEnabling implements BindFeature {

    private final Enabling enabling;

    @Inject
    InlineEnabling(Enabling enabling) {
        this.enabling = enabling;
    }

    @Override
    public String namespace() {
        return Management.NAMESPACE;
    }

    @Override
    public Optional<XmlElement> enable(Session session, XmlElement request) {
        return request.name().equals("enable") && session.management().isEmpty()
                ? Optional.of(enabling.enable(session, request, false))
                : Optional.empty();
    }
}
