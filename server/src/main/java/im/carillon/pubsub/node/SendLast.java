package im.carillon.pubsub.node;

import java.util.Locale;

/** When the last published item is sent without being asked for. */
public enum SendLast implements Wire {
    NEVER,
    ON_SUB,
    ON_SUB_AND_PRESENCE;

    /** These names have underscores. */
    @Override
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
