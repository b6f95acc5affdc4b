package im.carillon.pubsub.service;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pubsub.Home;
import im.carillon.pubsub.Notice;
import im.carillon.pubsub.node.Node;
import im.carillon.pubsub.node.NodeConfig;
import im.carillon.pubsub.node.PubsubError;
import im.carillon.routing.Hosts;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;

/** The service of a host: the host's accounts make nodes there. */
record ServiceHome(BareJid address, NodeConfig standard, Hosts hosts) implements Home {

    @Override
    public boolean createsOnPublish() {
        return false;
    }

    @Override
    public void requireMayCreate(Jid who) throws StanzaException {
        boolean allowed = !who.bare().isDomain()
                && hosts.find(who.domain()).filter(host -> !host.anonymous()).isPresent();
        if (!allowed) {
            throw PubsubError.FORBIDDEN.exception("accounts of this server make nodes here");
        }
    }

    @Override
    public void notifyOthers(Node node, Notice notice, UnitOfWork unit) {
        // whoever wants to be told subscribes
    }
}
