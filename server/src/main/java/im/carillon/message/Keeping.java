package im.carillon.message;

/** How long a message is kept. */
enum Keeping {
    /** It goes to whom it finds. */
    NOT,
    /** Until somebody has got it (XEP-0160). */
    UNTIL_DELIVERED,
    /** In the archive of both sides (XEP-0313). */
    ARCHIVED
}
