package im.carillon.pubsub.node;

/**
 * How somebody stands to a node.
 *
 * @param subscribed has a subscription that is in force
 * @param pending has asked for one that no owner has answered
 * @param seesPresence gets the presence of an owner
 * @param inGroup is in a group of an owner's roster that the node is for
 */
public record Standing(
        Affiliation affiliation, boolean subscribed, boolean pending, boolean seesPresence, boolean inGroup) {

    public static Standing of(Affiliation affiliation) {
        return new Standing(affiliation, false, false, false, false);
    }
}
