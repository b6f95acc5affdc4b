package im.carillon.timeline;

/** What can happen to an item of a node. */
sealed interface NodeItemChange {

    TimelineId timeline();

    long position();

    /** It is there from now on. */
    record Stored(TimelineId timeline, long position, String id, String publisher, byte[] content)
            implements NodeItemChange {}

    /** It is not there any more. */
    record Removed(TimelineId timeline, long position) implements NodeItemChange {}
}
