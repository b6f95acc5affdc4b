package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import im.carillon.timeline.RemovableEntries.Entry;
import java.sql.SQLException;
import java.util.List;

/**
 * Entries that leave their timeline. A kind apart from those that come: what leaves was found in the
 * database, so no entry can be on its way there and out of it at once.
 */
final class RemovedEntries implements ChangeKind<Entry> {

    static final RemovedEntries KIND = new RemovedEntries();

    @Override
    public String name() {
        return "timeline_entry_removed";
    }

    @Override
    public void encode(Entry entry, ChangeOutput out) {
        out.number(entry.timeline().value()).number(entry.position());
    }

    @Override
    public Entry decode(ChangeInput in) {
        return new Entry(new TimelineId(in.number()), in.number());
    }

    @Override
    public void apply(WriteContext context, List<Entry> entries) throws SQLException {
        for (String table : List.of("timeline_entry", "pending_entry")) {
            context.batch(
                    "DELETE FROM " + table + " WHERE timeline_id = ? AND position = ?", entries, (delete, entry) -> {
                        delete.setLong(1, entry.timeline().value());
                        delete.setLong(2, entry.position());
                    });
        }
    }
}
