package im.carillon.timeline;

import im.carillon.stanza.Message;

/**
 * A stanza in the timeline of one account.
 *
 * @param position its place, see {@link Positions}
 */
public record TimelineEntry(long position, Message message) {}
