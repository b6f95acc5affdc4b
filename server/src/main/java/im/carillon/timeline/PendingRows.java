package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.LastOfEach;
import im.carillon.storage.WriteContext;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Entries that no session has taken yet (XEP-0160). */
final class PendingRows implements ChangeKind<PendingRows.Row> {

    static final PendingRows KIND = new PendingRows();

    private record Key(long timeline, long position) {}

    /** @param waiting whether it begins to wait; otherwise it is delivered */
    record Row(long timeline, long position, boolean waiting) {}

    @Override
    public String name() {
        return "pending_entry";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.timeline()).number(row.position()).flag(row.waiting());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(in.number(), in.number(), in.flag());
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        List<Row> last = LastOfEach.of(rows, row -> new Key(row.timeline(), row.position()));
        context.batch(
                "INSERT INTO pending_entry (timeline_id, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
                last.stream().filter(Row::waiting).toList(),
                PendingRows::bind);
        context.batch(
                "DELETE FROM pending_entry WHERE timeline_id = ? AND position = ?",
                last.stream().filter(row -> !row.waiting()).toList(),
                PendingRows::bind);
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        statement.setLong(1, row.timeline());
        statement.setLong(2, row.position());
    }
}
