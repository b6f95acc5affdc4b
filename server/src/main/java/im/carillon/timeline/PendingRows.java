package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.SQLException;
import java.util.List;

/** Entries that no session has taken yet (XEP-0160). */
final class PendingRows implements ChangeKind<PendingRows.Row> {

    static final PendingRows KIND = new PendingRows();

    record Row(long timeline, long position) {}

    @Override
    public String name() {
        return "pending_entry";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.timeline()).number(row.position());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(in.number(), in.number());
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        context.batch(
                "INSERT INTO pending_entry (timeline_id, position) VALUES (?, ?) ON CONFLICT DO NOTHING",
                rows,
                (insert, row) -> {
                    insert.setLong(1, row.timeline());
                    insert.setLong(2, row.position());
                });
    }
}
