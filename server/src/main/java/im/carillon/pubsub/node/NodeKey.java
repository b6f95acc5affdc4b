package im.carillon.pubsub.node;

import im.carillon.jid.BareJid;

/**
 * Which node.
 *
 * @param service the address of the service or the account it belongs to
 * @param name unique there
 */
public record NodeKey(BareJid service, String name) {

    @Override
    public String toString() {
        return service + " " + name;
    }
}
