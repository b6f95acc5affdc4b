package im.carillon.timeline;

import im.carillon.jid.BareJid;

/**
 * In which timeline a stanza goes.
 *
 * @param timeline whose
 * @param peer the other side of the conversation; in a room, who said it
 * @param incoming whether the owner received it
 * @param pending whether no session has it yet (XEP-0160)
 * @param archived whether it stays after it was delivered
 */
public record Placement(TimelineId timeline, BareJid peer, boolean incoming, boolean pending, boolean archived) {}
