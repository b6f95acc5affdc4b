package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.timeline.TimelineId;
import java.time.Instant;

/**
 * An account.
 *
 * @param id its key in the database
 */
public record Account(long id, BareJid address, Instant created, boolean enabled) {

    /** Where the account's messages are. */
    public TimelineId timeline() {
        return TimelineId.ofAccount(id);
    }
}
