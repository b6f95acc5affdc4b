package im.carillon.timeline;

/**
 * Which timeline: an account's, a room's or a node's.
 *
 * @param value the key in the database: the owner's own key and its kind in the two lowest bits
 */
public record TimelineId(long value) {

    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int ACCOUNT = 0;
    private static final int ROOM = 1;
    private static final int NODE = 2;

    public static TimelineId ofAccount(long account) {
        return new TimelineId(account << KIND_BITS | ACCOUNT);
    }

    public static TimelineId ofRoom(long room) {
        return new TimelineId(room << KIND_BITS | ROOM);
    }

    public static TimelineId ofNode(long node) {
        return new TimelineId(node << KIND_BITS | NODE);
    }

    public boolean isAccount() {
        return (value & KIND_MASK) == ACCOUNT;
    }

    public boolean isRoom() {
        return (value & KIND_MASK) == ROOM;
    }

    public boolean isNode() {
        return (value & KIND_MASK) == NODE;
    }

    /** The key of the account, the room or the node. */
    public long owner() {
        return value >> KIND_BITS;
    }
}
