package im.carillon.pubsub.node;

/** Who may publish. */
public enum PublishModel implements Wire {
    PUBLISHERS,
    SUBSCRIBERS,
    OPEN
}
