package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.SQLException;
import java.util.List;

/** Stanzas, each stored once, whatever timelines it is in. */
final class StanzaRows implements ChangeKind<StanzaRows.Row> {

    static final StanzaRows KIND = new StanzaRows();

    /** @param content UTF-8, a document of its own */
    record Row(long position, byte[] content) {}

    @Override
    public String name() {
        return "stanza";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.position()).bytes(row.content());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(in.number(), in.bytes());
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        context.batch("INSERT INTO stanza (position, content) VALUES (?, ?)", rows, (insert, row) -> {
            insert.setLong(1, row.position());
            insert.setBytes(2, row.content());
        });
    }
}
