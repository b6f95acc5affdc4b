package im.carillon.pubsub;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;

/** An address that has nodes: the pubsub service of a host, or an account. */
public interface Home {

    BareJid address();

    /** How a node is configured when nobody says anything. */
    NodeConfig standard();

    /** The same for a node of this name, which may be known to hold something special. */
    default NodeConfig standard(String node) {
        return standard();
    }

    /** Whether publishing to a node that is not there makes it (XEP-0060 §7.1.4). */
    boolean createsOnPublish();

    /** Refuses those who may not make nodes here. */
    void requireMayCreate(Jid who) throws StanzaException;

    /** Notifies those who are no subscribers of the node and want to know of it nevertheless. */
    void notifyOthers(Node node, Notice notice, UnitOfWork unit);
}
