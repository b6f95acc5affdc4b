package im.carillon.pubsub.request;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.NodeState;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.pubsub.node.Subscription;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Optional;

/** Which subscription a request is about, and how it is shown. */
final class Subscribers {

    private Subscribers() {}

    /** The address a request names, which must belong to whoever asks. */
    static Jid address(Call call, XmlElement element, PubsubError otherwise) throws StanzaException {
        String given = element.attribute("jid").orElseThrow(PubsubError.JID_REQUIRED::exception);
        Jid address = parsed(given);
        if (!address.bare().equals(call.from().bare())) {
            throw otherwise.exception();
        }
        return address;
    }

    static Jid parsed(String given) throws StanzaException {
        try {
            return Jid.parse(given);
        } catch (InvalidJidException e) {
            throw PubsubError.INVALID_JID.exception("'" + given + "' is no address: " + e.getMessage());
        }
    }

    static BareJid account(String given) throws StanzaException {
        if (parsed(given) instanceof BareJid bare) {
            return bare;
        }
        throw PubsubError.INVALID_JID.exception("affiliations are those of accounts, without a resource");
    }

    /** The one subscription of an address that is meant (XEP-0060 §6.2.3, §6.3.4). */
    static Subscription meant(NodeState state, Jid address, Optional<String> subid) throws StanzaException {
        List<Subscription> own = state.subscriptions(address.bare()).stream()
                .filter(one -> one.address().equals(address))
                .toList();
        if (own.isEmpty()) {
            throw PubsubError.NO_SUCH_SUBSCRIBER.exception();
        }
        if (subid.isPresent()) {
            return own.stream()
                    .filter(one -> one.id().equals(subid.get()))
                    .findFirst()
                    .orElseThrow(PubsubError.INVALID_SUBID::exception);
        }
        if (own.size() > 1) {
            throw PubsubError.SUBID_REQUIRED.exception();
        }
        return own.getFirst();
    }

    static XmlElement.Builder element(String namespace, Subscription subscription, String state) {
        return XmlElement.builder(namespace, "subscription")
                .attribute("jid", subscription.address().toString())
                .attribute("subid", subscription.id())
                .attribute("subscription", state);
    }
}
