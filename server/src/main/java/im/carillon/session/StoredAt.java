package im.carillon.session;

import im.carillon.timeline.TimelineId;

/**
 * Where a delivered stanza is stored, and how it was wrapped for the session.
 *
 * @param timeline in whose timeline
 * @param position its place there
 */
public record StoredAt(TimelineId timeline, long position, Form form) {

    /** How the stored stanza is sent. */
    public enum Form {
        /** as it is, with its stable id */
        PLAIN,
        /** as a carbon of what the account received (XEP-0280) */
        RECEIVED,
        /** as a carbon of what the account sent (XEP-0280) */
        SENT
    }
}
