package im.carillon.extdisco;

import im.carillon.config.HostConfig;
import im.carillon.jid.FullJid;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers which services there are, all or those of one type (XEP-0215 §3.1, §3.2). */
final class ServicesHandler implements IqHandler {

    private final ExternalServices services;
    private final Askers askers;

    @Inject
    ServicesHandler(ExternalServices services, Askers askers) {
        this.services = services;
        this.askers = askers;
    }

    @Override
    public Set<IqKey> keys() {
        return ExternalServices.NAMESPACES.stream()
                .map(namespace -> new IqKey(IqTarget.SERVER, Iq.Type.GET, namespace, "services"))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        HostConfig host = services.home(request.from(), request.target());
        String namespace = request.payload().namespace();
        Optional<String> type = request.payload().attribute("type");
        XmlElement.Builder answer = XmlElement.builder(namespace, "services").attribute("type", type);
        services.of(host).stream()
                .filter(service -> type.isEmpty() || type.get().equals(service.type()))
                .map(service -> services.describe(
                        namespace, service, host, request.from().bare()))
                .forEach(service -> answer.child(service.build()));
        if (request.from() instanceof FullJid asker) {
            askers.asked(asker, namespace, type);
        }
        return Optional.of(answer.build());
    }
}
