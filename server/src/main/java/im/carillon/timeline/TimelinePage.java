package im.carillon.timeline;

import java.util.List;
import java.util.Optional;

/**
 * A part of a timeline.
 *
 * @param entries oldest first
 * @param complete whether nothing that fits is left in the direction of the query
 * @param reached how far the query got: the position to go on behind; nothing when nothing was there
 * @param count how many entries fit in all, where that was asked for and cheap to know
 * @param index how many of those come before this page, likewise
 */
public record TimelinePage(
        List<TimelineEntry> entries,
        boolean complete,
        Optional<Long> reached,
        Optional<Integer> count,
        Optional<Integer> index) {

    public TimelinePage {
        entries = List.copyOf(entries);
    }
}
