package im.carillon.timeline;

import im.carillon.jid.BareJid;

/**
 * In whose timeline a stanza goes.
 *
 * @param account the key of the account
 * @param peer the other side of the conversation
 * @param incoming whether the account received it
 * @param pending whether no session has it yet (XEP-0160)
 * @param archived whether it stays after it was delivered
 */
public record Placement(long account, BareJid peer, boolean incoming, boolean pending, boolean archived) {}
