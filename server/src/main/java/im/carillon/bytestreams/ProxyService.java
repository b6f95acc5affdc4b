package im.carillon.bytestreams;

import im.carillon.command.CurrentConfig;
import im.carillon.config.HostConfig;
import im.carillon.config.ProxyConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.routing.Hosts;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.spi.Service;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.transport.relay.Parties;
import im.carillon.transport.relay.Relay;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The proxy as clients talk to it (XEP-0065 §4, §6.3.5). */
@Singleton
final class ProxyService implements Service {

    static final String NAMESPACE = "http://jabber.org/protocol/bytestreams";
    static final String NAME = "File transfers";
    private static final String PING = "urn:xmpp:ping";

    private final CurrentConfig config;
    private final Hosts hosts;
    private final Relay relay;
    private final StreamHost streamHost;
    private final String label;

    @Inject
    ProxyService(CurrentConfig config, Hosts hosts, Relay relay, StreamHost streamHost) {
        this.config = config;
        this.hosts = hosts;
        this.relay = relay;
        this.streamHost = streamHost;
        this.label = config.current().config().proxy().name();
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void handle(Stanza stanza, UnitOfWork unit, Consumer<Stanza> output) throws StanzaException {
        Jid to = stanza.to().orElseThrow();
        if (stanza instanceof Iq iq) {
            if (iq.isRequest()) {
                output.accept(answer(iq, to));
            }
        } else if (stanza instanceof Message message && !message.isError()) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "the proxy takes no messages");
        }
    }

    private Iq answer(Iq iq, Jid to) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        boolean get = iq.type() == Iq.Type.GET;
        if (to instanceof FullJid || !to.local().isEmpty()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "the proxy has one address only");
        }
        if (payload.is(NAMESPACE, "query")) {
            FullJid user = permitted(iq);
            if (get) {
                return iq.result(XmlElement.of(NAMESPACE, "query")
                        .withChild(streamHost.toElement(to.bare(), to.domain().substring(label.length() + 1))));
            }
            activate(user, payload);
            return iq.result();
        }
        if (get && payload.namespace().equals(DiscoInfo.NAMESPACE)) {
            return iq.result(info(payload));
        }
        if (get && payload.namespace().equals(DiscoItem.NAMESPACE)) {
            return iq.result(XmlElement.of(DiscoItem.NAMESPACE, "query"));
        }
        if (get && payload.namespace().equals(PING)) {
            return iq.result();
        }
        throw new StanzaException(
                ErrorCondition.SERVICE_UNAVAILABLE, "the proxy does not answer " + payload.namespace());
    }

    private static XmlElement info(XmlElement query) throws StanzaException {
        Optional<String> node = query.attribute("node").filter(name -> !name.isEmpty());
        if (node.isPresent()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node");
        }
        return new DiscoInfo(
                        List.of(new DiscoIdentity("proxy", "bytestreams", NAME)),
                        List.of(NAMESPACE, PING, DiscoInfo.NAMESPACE, DiscoItem.NAMESPACE),
                        List.of())
                .toElement(node);
    }

    /** XEP-0065 §4: who may not use the proxy gets forbidden. */
    private FullJid permitted(Iq iq) throws StanzaException {
        Optional<HostConfig> home = hosts.find(iq.sender().domain());
        boolean may = home.isPresent() && (!home.get().anonymous() || proxy().guests());
        if (may && iq.sender() instanceof FullJid user) {
            return user;
        }
        throw new StanzaException(ErrorCondition.FORBIDDEN, "the proxy is for users of this server");
    }

    private ProxyConfig proxy() {
        return config.current().config().proxy();
    }

    /** One at a time, so that two cannot take the last place of an account. */
    private synchronized void activate(FullJid requester, XmlElement query) throws StanzaException {
        String sid = query.attribute("sid")
                .filter(given -> !given.isEmpty())
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "the sid is missing"));
        Jid target = target(query);
        BareJid account = requester.bare();
        if (underWay(account) >= proxy().perAccount()) {
            throw new StanzaException(
                    ErrorCondition.RESOURCE_CONSTRAINT,
                    "you have " + proxy().perAccount() + " transfers under way; wait until one has ended");
        }
        switch (relay.activate(TransferName.of(sid, requester, target), new Parties(requester, target))) {
            case DONE -> {}
            // the hash is one of the requester, too: whether that or the rest is wrong cannot be told (§6.3.5)
            case UNKNOWN ->
                throw new StanzaException(
                        ErrorCondition.ITEM_NOT_FOUND, "nobody has connected for such a transfer of yours");
            case ALONE -> throw new StanzaException(ErrorCondition.NOT_ALLOWED, "only one of the two has connected");
            case REPEATED ->
                throw new StanzaException(ErrorCondition.NOT_ALLOWED, "this transfer has been activated already");
        }
    }

    private static Jid target(XmlElement query) throws StanzaException {
        String written = query.childText(NAMESPACE, "activate")
                .map(String::strip)
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "what is to be activated?"));
        try {
            return Jid.parse(written);
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "the target is no address: " + e.getMessage());
        }
    }

    private long underWay(BareJid account) {
        return relay.transfers().stream()
                .filter(transfer -> transfer.parties()
                        .filter(parties -> parties.requester().bare().equals(account))
                        .isPresent())
                .count();
    }
}
