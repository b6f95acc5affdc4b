package im.carillon.timeline;

import java.util.List;

/**
 * A portion of entries that may go.
 *
 * @param entries which
 * @param stanzas the positions of what nobody has any more once these have gone
 * @param reached the last position that was looked at
 */
public record RemovableEntries(List<Entry> entries, List<Long> stanzas, long reached) {

    /** One stanza in one timeline. */
    public record Entry(TimelineId timeline, long position) {}

    public RemovableEntries {
        entries = List.copyOf(entries);
        stanzas = List.copyOf(stanzas);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
