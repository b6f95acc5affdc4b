package im.carillon.roster;

/** How much one roster may hold. What goes beyond is {@code not-acceptable}, as RFC 6121 §2.3.3 has it for names. */
final class RosterLimits {

    static final int ITEMS = 5_000;
    static final int GROUPS_OF_ITEM = 100;
    /** In bytes of UTF-8, as the parts of an address are. */
    static final int NAME_BYTES = 1_023;
    /** Unanswered requests; more are not taken. */
    static final int REQUESTS = 1_000;
    /** A larger request is kept without its content. */
    static final int REQUEST_BYTES = 10_000;
    /** Removed items are remembered for versioning; of more than these, the older half is forgotten. */
    static final int REMOVALS = 500;

    private RosterLimits() {}
}
