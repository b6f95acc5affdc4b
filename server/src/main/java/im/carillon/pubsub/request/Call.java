package im.carillon.pubsub.request;

import im.carillon.jid.Jid;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.PubsubLimits;
import im.carillon.pubsub.node.NodeKey;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request about nodes. Used by one thread.
 *
 * @param home where the nodes are
 * @param from who asks
 * @param set whether something is to be changed
 * @param payload the {@code <pubsub/>} element
 * @param unit what the request does
 * @param later what is done when the answer is on its way, such as notifying
 */
public record Call(Home home, Jid from, boolean set, XmlElement payload, UnitOfWork unit, List<Runnable> later) {

    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub";
    public static final String OWNER = "http://jabber.org/protocol/pubsub#owner";

    public Call(Home home, Jid from, boolean set, XmlElement payload, UnitOfWork unit) {
        this(home, from, set, payload, unit, new ArrayList<>());
    }

    /** Does what was put off. */
    public void finish() {
        later.forEach(Runnable::run);
    }

    /** The node an element is about. */
    NodeKey node(XmlElement element) throws StanzaException {
        return new NodeKey(home.address(), name(element).orElseThrow(PubsubError.NODEID_REQUIRED::exception));
    }

    static Optional<String> name(XmlElement element) throws StanzaException {
        Optional<String> name = element.attribute("node").filter(n -> !n.isEmpty());
        if (name.isPresent()) {
            requireShort(name.get());
        }
        return name;
    }

    /** Names are kept in an index of the database. */
    static void requireShort(String name) throws StanzaException {
        int most = PubsubLimits.NAME_BYTES;
        if (name.length() > most || name.getBytes(StandardCharsets.UTF_8).length > most) {
            throw PubsubError.NOT_ACCEPTABLE.exception("a name has " + most + " bytes at most");
        }
    }

    /** The answer with one element. */
    static Optional<XmlElement> answer(String namespace, XmlElement content) {
        return Optional.of(
                XmlElement.builder(namespace, "pubsub").child(content).build());
    }
}
