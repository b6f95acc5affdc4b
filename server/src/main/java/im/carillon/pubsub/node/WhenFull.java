package im.carillon.pubsub.node;

/** What a publication to a full node does (XEP-0060 §7.1.2.6). */
public enum WhenFull implements Wire {
    RETRACT_OLDEST,
    DISCARD_OLDEST,
    REJECT
}
