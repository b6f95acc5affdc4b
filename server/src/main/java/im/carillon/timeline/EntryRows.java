package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is in which timeline. */
final class EntryRows implements ChangeKind<EntryRows.Row> {

    static final EntryRows KIND = new EntryRows();

    /** Bits of {@code timeline_entry.flags}. */
    private static final int INCOMING = 1;

    static final int ARCHIVED = 2;

    private static final Comparator<Row> BY_KEY =
            Comparator.comparingLong(Row::timeline).thenComparingLong(Row::position);

    record Row(long timeline, long position, long peer, int flags) {

        static Row of(long position, Placement placement) {
            int flags = (placement.incoming() ? INCOMING : 0) | (placement.archived() ? ARCHIVED : 0);
            return new Row(placement.timeline().value(), position, PeerKey.of(placement.peer()), flags);
        }
    }

    @Override
    public String name() {
        return "timeline_entry";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.timeline()).number(row.position()).number(row.peer()).number(row.flags());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(in.number(), in.number(), in.number(), (int) in.number());
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        // in the order of the key: rows of one timeline go to the same pages one after the other
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(BY_KEY);
        context.batch(
                "INSERT INTO timeline_entry (timeline_id, position, peer, flags) VALUES (?, ?, ?, ?)",
                sorted,
                (insert, row) -> {
                    insert.setLong(1, row.timeline());
                    insert.setLong(2, row.position());
                    insert.setLong(3, row.peer());
                    insert.setInt(4, row.flags());
                });
    }
}
