package im.carillon.pubsub.node;

import java.util.Optional;

/** What somebody is to a node (XEP-0060 §4.1). */
public enum Affiliation implements Wire {
    OWNER,
    PUBLISHER,
    PUBLISH_ONLY,
    MEMBER,
    NONE,
    OUTCAST;

    private final String wire = Wire.super.wire();

    @Override
    public String wire() {
        return wire;
    }

    public static Optional<Affiliation> of(String wire) {
        return Wire.find(values(), wire);
    }
}
