package im.carillon.extdisco;

import im.carillon.command.ReloadListener;
import im.carillon.config.CarillonConfig;
import im.carillon.config.ExternalServiceConfig;
import im.carillon.config.HostConfig;
import im.carillon.extdisco.Askers.Interest;
import im.carillon.jid.BareJid;
import im.carillon.routing.Hosts;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Iq;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells those who have asked what has changed (XEP-0215 §3.2). */
final class ServicesPush implements ReloadListener {

    private final ExternalServices services;
    private final Askers askers;
    private final SessionRegistry sessions;
    private final Hosts hosts;

    @Inject
    ServicesPush(ExternalServices services, Askers askers, SessionRegistry sessions, Hosts hosts) {
        this.services = services;
        this.askers = askers;
        this.sessions = sessions;
        this.hosts = hosts;
    }

    /** What a service is known by: of two with the same, one has been modified. */
    private record Identity(String type, Optional<String> host, Optional<Integer> port, Optional<String> transport) {

        static Identity of(ExternalServiceConfig service) {
            return new Identity(service.type(), service.host(), service.port(), service.transport());
        }
    }

    private record Change(String action, ExternalServiceConfig service) {}

    @Override
    public void reloaded(CarillonConfig before, CarillonConfig now) {
        if (before.externalServices().equals(now.externalServices())) {
            return;
        }
        askers.all()
                .forEach((address, interest) -> sessions.find(address)
                        .ifPresent(session -> hosts.find(address.domain())
                                .ifPresent(host -> tell(session, host, interest, before, now))));
    }

    private void tell(Session session, HostConfig host, Interest interest, CarillonConfig before, CarillonConfig now) {
        List<Change> changes = changes(
                ExternalServices.of(host.name(), before.externalServices()),
                ExternalServices.of(host.name(), now.externalServices()));
        XmlElement.Builder push =
                XmlElement.builder(interest.namespace(), "services").attribute("type", interest.type());
        boolean any = false;
        for (Change change : changes) {
            if (interest.type().map(change.service().type()::equals).orElse(true)) {
                push.child(describe(change, interest.namespace(), host, session));
                any = true;
            }
        }
        if (any) {
            session.deliver(Iq.request(
                    Iq.Type.SET,
                    UUID.randomUUID().toString(),
                    BareJid.of(host.name()),
                    session.address(),
                    push.build()));
        }
    }

    private XmlElement describe(Change change, String namespace, HostConfig host, Session session) {
        if (!change.action().equals("delete")) {
            return services.describe(namespace, change.service(), host, session.account())
                    .attribute("action", change.action())
                    .build();
        }
        return XmlElement.builder(namespace, "service")
                .attribute("action", "delete")
                .attribute("type", change.service().type())
                .attribute("host", ExternalServices.address(change.service(), host.name()))
                .attribute("port", change.service().port().map(Object::toString))
                .attribute("transport", change.service().transport())
                .build();
    }

    private static List<Change> changes(List<ExternalServiceConfig> before, List<ExternalServiceConfig> now) {
        List<Change> changes = new ArrayList<>();
        for (ExternalServiceConfig service : now) {
            Identity identity = Identity.of(service);
            boolean known = before.stream().map(Identity::of).anyMatch(identity::equals);
            if (!before.contains(service)) {
                changes.add(new Change(known ? "modify" : "add", service));
            }
        }
        for (ExternalServiceConfig service : before) {
            if (now.stream().map(Identity::of).noneMatch(Identity.of(service)::equals)) {
                changes.add(new Change("delete", service));
            }
        }
        return changes;
    }
}
