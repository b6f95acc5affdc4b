package im.carillon.pubsub.node;

/** Who may do what to a node (XEP-0060 §4.1, §4.5). Pure. */
public final class Access {

    private Access() {}

    /** Subscribing; where the access model is authorize, an owner is asked, see {@link #needsApproval}. */
    public static Decision subscribe(NodeConfig config, Standing standing) {
        return switch (standing.affiliation()) {
            case OWNER, PUBLISHER, MEMBER -> Decision.allow("affiliated");
            case OUTCAST -> Decision.refuse(PubsubError.FORBIDDEN, "an outcast");
            case PUBLISH_ONLY -> Decision.refuse(PubsubError.FORBIDDEN, "publishes only");
            case NONE ->
                switch (config.accessModel()) {
                    case AUTHORIZE ->
                        standing.pending()
                                ? Decision.refuse(PubsubError.PENDING_SUBSCRIPTION, "has asked already")
                                : Decision.allow("may ask");
                    default -> stranger(config, standing);
                };
        };
    }

    /** Whether an owner has to agree to a subscription that is allowed. */
    public static boolean needsApproval(NodeConfig config, Standing standing) {
        return config.accessModel() == AccessModel.AUTHORIZE
                && standing.affiliation() == Affiliation.NONE
                && !standing.subscribed();
    }

    /** Retrieving items and being notified. */
    public static Decision retrieve(NodeConfig config, Standing standing) {
        return switch (standing.affiliation()) {
            case OWNER, PUBLISHER, MEMBER -> Decision.allow("affiliated");
            case OUTCAST -> Decision.refuse(PubsubError.FORBIDDEN, "an outcast");
            case PUBLISH_ONLY -> Decision.refuse(PubsubError.FORBIDDEN, "publishes only");
            case NONE -> stranger(config, standing);
        };
    }

    private static Decision stranger(NodeConfig config, Standing standing) {
        return switch (config.accessModel()) {
            case OPEN -> Decision.allow("open to all");
            case PRESENCE ->
                standing.seesPresence()
                        ? Decision.allow("gets the owner's presence")
                        : Decision.refuse(PubsubError.PRESENCE_SUBSCRIPTION_REQUIRED, "does not get the presence");
            case ROSTER -> {
                if (!standing.seesPresence()) {
                    yield Decision.refuse(PubsubError.NOT_IN_ROSTER_GROUP, "does not get the presence");
                }
                yield standing.inGroup()
                        ? Decision.allow("in a group of the owner's roster")
                        : Decision.refuse(PubsubError.NOT_IN_ROSTER_GROUP, "in none of the groups");
            }
            case AUTHORIZE ->
                standing.subscribed()
                        ? Decision.allow("subscribed with approval")
                        : Decision.refuse(PubsubError.NOT_SUBSCRIBED, "not subscribed");
            case WHITELIST -> Decision.refuse(PubsubError.CLOSED_NODE, "not listed");
        };
    }

    public static Decision publish(NodeConfig config, Standing standing) {
        return switch (standing.affiliation()) {
            case OWNER, PUBLISHER, PUBLISH_ONLY -> Decision.allow("affiliated");
            case OUTCAST -> Decision.refuse(PubsubError.FORBIDDEN, "an outcast");
            case MEMBER, NONE ->
                switch (config.publishModel()) {
                    case OPEN -> Decision.allow("anyone may");
                    case SUBSCRIBERS ->
                        standing.subscribed()
                                ? Decision.allow("subscribed")
                                : Decision.refuse(PubsubError.FORBIDDEN, "not subscribed");
                    case PUBLISHERS -> Decision.refuse(PubsubError.FORBIDDEN, "no publisher");
                };
        };
    }

    /**
     * Retracting an item.
     *
     * @param own whether it was published by whoever asks
     */
    public static Decision retract(NodeConfig config, Standing standing, boolean own) {
        if (standing.affiliation() == Affiliation.OWNER) {
            return Decision.allow("owner");
        }
        Decision publish = publish(config, standing);
        if (publish.isAllowed() && !own) {
            return Decision.refuse(PubsubError.FORBIDDEN, "published by somebody else");
        }
        return publish;
    }

    /** Configuring, deleting and purging the node, and managing who is what to it. */
    public static Decision manage(Standing standing) {
        return standing.affiliation() == Affiliation.OWNER
                ? Decision.allow("owner")
                : Decision.refuse(PubsubError.FORBIDDEN, "no owner");
    }
}
