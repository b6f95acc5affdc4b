package im.carillon.pubsub.node;

/** Whose address items carry (XEP-0060 §12.15). */
public enum ItemReply implements Wire {
    OWNER,
    PUBLISHER,
    NONE
}
