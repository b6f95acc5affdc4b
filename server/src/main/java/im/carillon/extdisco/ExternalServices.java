package im.carillon.extdisco;

import im.carillon.command.CurrentConfig;
import im.carillon.config.ExternalServiceConfig;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.routing.Hosts;
import im.carillon.stanza.DateTimeProfile;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The services that the users of a host are told about, as they are told. */
final class ExternalServices {

    static final String NAMESPACE = "urn:xmpp:extdisco:2";

    /** The same under its older name, which some clients still use. */
    static final String FORMER = "urn:xmpp:extdisco:1";

    static final Set<String> NAMESPACES = Set.of(NAMESPACE, FORMER);

    private final CurrentConfig config;
    private final Hosts hosts;
    private final InstantSource clock;

    @Inject
    ExternalServices(CurrentConfig config, Hosts hosts, InstantSource clock) {
        this.config = config;
        this.hosts = hosts;
        this.clock = clock;
    }

    /** XEP-0215 §2: services, and above all passwords, are for the host's own users. */
    HostConfig home(Jid from, BareJid asked) throws StanzaException {
        return hosts.find(from.domain())
                .filter(host -> host.name().equals(asked.domain()))
                .orElseThrow(() ->
                        new StanzaException(ErrorCondition.FORBIDDEN, "services are for the users of their host"));
    }

    List<ExternalServiceConfig> of(HostConfig host) {
        return of(host.name(), config.current().config().externalServices());
    }

    static List<ExternalServiceConfig> of(String host, List<ExternalServiceConfig> services) {
        return services.stream()
                .filter(service -> service.hosts().isEmpty() || service.hosts().contains(host))
                .toList();
    }

    /** Whether somebody of this host gets a password. */
    static boolean admits(ExternalServiceConfig service, HostConfig host) {
        return !host.anonymous() || service.guests();
    }

    /** Where it is. */
    static String address(ExternalServiceConfig service, String host) {
        return service.host().orElse(host);
    }

    /** A service with all there is to say, with the credentials of an account where it gets some. */
    XmlElement.Builder describe(String namespace, ExternalServiceConfig service, HostConfig host, BareJid account) {
        Optional<Credentials> credentials =
                admits(service, host) ? Credentials.of(service, account, clock.instant()) : Optional.empty();
        return XmlElement.builder(namespace, "service")
                .attribute("type", service.type())
                .attribute("host", address(service, host.name()))
                .attribute("port", service.port().map(Object::toString))
                .attribute("transport", service.transport())
                .attribute("name", service.name())
                .attribute("restricted", service.isRestricted() ? Optional.of("true") : Optional.empty())
                .attribute("username", credentials.map(Credentials::username))
                .attribute("password", credentials.map(Credentials::password))
                .attribute("expires", credentials.flatMap(Credentials::expires).map(DateTimeProfile::format));
    }
}
