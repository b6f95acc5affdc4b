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
        PLAIN(0),
        /** as a carbon of what the account received (XEP-0280) */
        RECEIVED(1),
        /** as a carbon of what the account sent (XEP-0280) */
        SENT(2);

        private final int stored;

        Form(int stored) {
            this.stored = stored;
        }

        int stored() {
            return stored;
        }

        static Form of(int stored) {
            for (Form form : values()) {
                if (form.stored == stored) {
                    return form;
                }
            }
            throw new IllegalStateException("a delivery is stored in an unknown form: " + stored);
        }
    }
}
