package im.carillon.transport.relay;

import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;

/**
 * Who a transfer is between.
 *
 * @param requester who activated it
 */
public record Parties(FullJid requester, Jid target) {}
