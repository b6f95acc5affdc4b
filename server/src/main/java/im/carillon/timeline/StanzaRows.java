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

    /**
     * @param timelines all it was put into, as a {@link TimelineList}
     * @param content UTF-8, a document of its own
     */
    record Row(long position, String timelines, byte[] content) {}

    @Override
    public String name() {
        return "stanza";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.number(row.position()).text(row.timelines()).bytes(row.content());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(in.number(), in.text(), in.bytes());
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        context.batch("INSERT INTO stanza (position, timelines, content) VALUES (?, ?, ?)", rows, (insert, row) -> {
            insert.setLong(1, row.position());
            insert.setString(2, row.timelines());
            insert.setBytes(3, row.content());
        });
    }
}
