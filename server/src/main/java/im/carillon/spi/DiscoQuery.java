package im.carillon.spi;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;

/**
 * A question about a node.
 *
 * @param target whether a host or an account is asked
 * @param address the host or the account
 * @param from who asks, a stranger perhaps: whoever answers for a node knows who may know of it
 */
public record DiscoQuery(IqTarget target, BareJid address, String node, Jid from) {}
