package im.carillon.upload;

import im.carillon.config.HostConfig;
import im.carillon.config.UploadConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.routing.Accounts;
import im.carillon.routing.Hosts;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.spi.Service;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.transport.Protection;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what is sent to {@code upload.<host>}. */
@Singleton
final class UploadService implements Service {

    private static final String PING = "urn:xmpp:ping";

    private final String label;
    private final Slots slots;
    private final SlotTokens tokens;
    private final UploadAddresses addresses;
    private final UploadDiscovery discovery;
    private final Hosts hosts;
    private final Accounts accounts;
    private final SessionRegistry sessions;
    private final InstantSource clock;

    @Inject
    UploadService(
            UploadConfig config,
            Slots slots,
            SlotTokens tokens,
            UploadAddresses addresses,
            UploadDiscovery discovery,
            Hosts hosts,
            Accounts accounts,
            SessionRegistry sessions,
            InstantSource clock) {
        this.label = config.label();
        this.slots = slots;
        this.tokens = tokens;
        this.addresses = addresses;
        this.discovery = discovery;
        this.hosts = hosts;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void handle(Stanza stanza, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException {
        switch (stanza) {
            case Iq iq when !iq.isRequest() -> {}
            case Iq iq when iq.to().filter(Jid::isDomain).isPresent() -> output.accept(answer(iq));
            case Message message when message.isError() -> {}
            case Presence presence -> {} // nobody subscribes to the presence of a service
            default ->
                throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "this address takes no such stanza");
        }
    }

    private Iq answer(Iq iq) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        boolean known = iq.type() == Iq.Type.GET
                && switch (payload.namespace()) {
                    case DiscoInfo.NAMESPACE, DiscoItem.NAMESPACE ->
                        payload.name().equals("query");
                    case SlotRequest.NAMESPACE -> payload.name().equals("request");
                    case PING -> true;
                    default -> false;
                };
        if (!known) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "nobody here answers " + payload.namespace());
        }
        return switch (payload.namespace()) {
            case DiscoInfo.NAMESPACE -> iq.result(discovery.info(payload));
            case DiscoItem.NAMESPACE -> iq.result(discovery.items(payload));
            case PING -> iq.result();
            default -> iq.result(slot(iq, payload));
        };
    }

    private XmlElement slot(Iq iq, XmlElement payload) throws StanzaException {
        HostConfig host = host(iq);
        BareJid account = iq.sender().bare();
        if (!account.domain().equals(host.name()) || host.anonymous() || !accounts.exists(account)) {
            throw new StanzaException(
                    ErrorCondition.FORBIDDEN, "only accounts of " + host.name() + " may upload files here");
        }
        String base = addresses
                .base(host.name(), isOnThisMachine(iq.sender()))
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.SERVICE_UNAVAILABLE, "this server has no address for files (upload.url)"));
        Slot slot = slots.grant(account, SlotRequest.of(payload, clock.instant()));
        String address =
                base + UploadAddresses.PATH + slot.id() + '/' + slot.name().encoded();
        return XmlElement.builder(SlotRequest.NAMESPACE, "slot")
                .child(place("put", address + "?slot=" + tokens.of(slot)))
                .child(place("get", address))
                .build();
    }

    private static XmlElement place(String name, String address) {
        return XmlElement.builder(SlotRequest.NAMESPACE, name)
                .attribute("url", address)
                .build();
    }

    private HostConfig host(Iq iq) throws StanzaException {
        String service = iq.to().orElseThrow().domain();
        Optional<HostConfig> host = hosts.find(service.substring(label.length() + 1));
        return host.orElseThrow(
                () -> new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, service + " is not served here"));
    }

    private boolean isOnThisMachine(Jid sender) {
        return sender instanceof FullJid full
                && sessions.find(full)
                        .map(Session::stream)
                        .filter(stream -> stream.protection() == Protection.SHIELDED
                                && stream.remoteAddress().isLoopbackAddress())
                        .isPresent();
    }
}
