package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.muc.state.Namespace;
import im.carillon.routing.Router;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What the conference service itself answers (XEP-0045 §6.2, §6.3; XEP-0307 0.1; XEP-0433 0.1.0). */
@Singleton
public final class ServiceStanzas {

    private static final String UNIQUE = "http://jabber.org/protocol/muc#unique";
    private static final String PING = "urn:xmpp:ping";
    private static final int RANDOM_BYTES = 12;

    private final RoomList list;
    private final RoomSearch search;
    private final Router router;
    private final SecureRandom random;

    @Inject
    ServiceStanzas(RoomList list, RoomSearch search, Router router, SecureRandom random) {
        this.list = list;
        this.search = search;
        this.router = router;
        this.random = random;
    }

    public void handle(Stanza stanza, Jid to, UnitOfWork unit) throws StanzaException {
        if (stanza instanceof Iq iq) {
            if (iq.isRequest()) {
                router.route(answer(iq, to.bare()), unit);
            }
        } else if (stanza instanceof im.carillon.stanza.Message message && !message.isError()) {
            throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "messages go to a room");
        }
    }

    private Iq answer(Iq iq, BareJid service) throws StanzaException {
        XmlElement payload = iq.payload().orElseThrow();
        if (iq.type() == Iq.Type.GET) {
            switch (payload.namespace()) {
                case DiscoInfo.NAMESPACE -> {
                    return iq.result(info(payload));
                }
                case DiscoItem.NAMESPACE -> {
                    return iq.result(list.items(payload, service));
                }
                case RoomSearch.NAMESPACE -> {
                    return iq.result(search.answer(payload, service));
                }
                case UNIQUE -> {
                    return iq.result(XmlElement.of(UNIQUE, "unique", uniqueName()));
                }
                case PING -> {
                    return iq.result();
                }
                default -> {}
            }
        }
        throw new StanzaException(
                ErrorCondition.SERVICE_UNAVAILABLE, "the service does not answer " + payload.namespace());
    }

    private static XmlElement info(XmlElement query) throws StanzaException {
        Optional<String> node = query.attribute("node").filter(name -> !name.isEmpty());
        if (node.isPresent()) {
            throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node");
        }
        return new DiscoInfo(
                        List.of(new DiscoIdentity("conference", "text", "Conference rooms")),
                        List.of(
                                Namespace.MUC,
                                Namespace.MUC + "#stable_id",
                                UNIQUE,
                                PING,
                                Namespace.OCCUPANT_ID,
                                "vcard-temp",
                                DiscoInfo.NAMESPACE,
                                DiscoItem.NAMESPACE,
                                RoomSearch.NAMESPACE,
                                RoomList.RESULT_SETS),
                        List.of())
                .toElement(node);
    }

    private String uniqueName() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
