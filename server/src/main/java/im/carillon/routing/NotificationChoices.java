package im.carillon.routing;

import im.carillon.jid.BareJid;
import java.util.Optional;

/** What accounts want to be notified of (XEP-0492 0.2.0). Thread-safe. */
public interface NotificationChoices {

    /** What of a conversation somebody wants to hear of. */
    enum Choice {
        ALWAYS,
        ON_MENTION,
        NEVER
    }

    /**
     * What somebody has chosen for a room.
     *
     * @param choice none where they have not chosen anything
     * @param nick what they call themselves there, if they have told
     */
    record Wish(Optional<Choice> choice, Optional<String> nick) {
        public static final Wish NONE = new Wish(Optional.empty(), Optional.empty());
    }

    /** As a rule without a query; may block. */
    Wish of(BareJid account, BareJid room);

    /** Another number whenever somebody may have chosen something else. */
    long version();
}
