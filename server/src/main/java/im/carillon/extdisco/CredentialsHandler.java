package im.carillon.extdisco;

import im.carillon.config.ExternalServiceConfig;
import im.carillon.config.HostConfig;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gives a password for a service that the client knows (XEP-0215 §3.3). */
final class CredentialsHandler implements IqHandler {

    private final ExternalServices services;

    @Inject
    CredentialsHandler(ExternalServices services) {
        this.services = services;
    }

    @Override
    public Set<IqKey> keys() {
        return ExternalServices.NAMESPACES.stream()
                .map(namespace -> new IqKey(IqTarget.SERVER, Iq.Type.GET, namespace, "credentials"))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        HostConfig host = services.home(request.from(), request.target());
        String namespace = request.payload().namespace();
        XmlElement wanted = request.payload()
                .child(namespace, "service")
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "which service?"));
        List<ExternalServiceConfig> found = find(host, wanted);
        if (found.isEmpty()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "no such service gives credentials");
        }
        List<ExternalServiceConfig> admitting = found.stream()
                .filter(service -> ExternalServices.admits(service, host))
                .toList();
        if (admitting.isEmpty()) {
            throw new StanzaException(ErrorCondition.NOT_AUTHORIZED, "guests get no credentials");
        }
        XmlElement.Builder answer = XmlElement.builder(namespace, "credentials");
        admitting.stream()
                .map(service -> services.describe(
                        namespace, service, host, request.from().bare()))
                .forEach(service -> answer.child(service.build()));
        return Optional.of(answer.build());
    }

    private List<ExternalServiceConfig> find(HostConfig host, XmlElement wanted) throws StanzaException {
        String type = required(wanted, "type");
        String address = required(wanted, "host");
        Optional<String> port = wanted.attribute("port");
        return services.of(host).stream()
                .filter(ExternalServiceConfig::isRestricted)
                .filter(service -> service.type().equals(type))
                .filter(service ->
                        ExternalServices.address(service, host.name()).equals(address))
                .filter(service ->
                        port.isEmpty() || service.port().map(Object::toString).equals(port))
                .toList();
    }

    private static String required(XmlElement wanted, String name) throws StanzaException {
        return wanted.attribute(name)
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "its " + name + " is missing"));
    }
}
