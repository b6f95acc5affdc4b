package im.carillon.pubsub.node;

/** Who may subscribe and retrieve items (XEP-0060 §4.5). */
public enum AccessModel implements Wire {
    AUTHORIZE,
    OPEN,
    PRESENCE,
    ROSTER,
    WHITELIST
}
