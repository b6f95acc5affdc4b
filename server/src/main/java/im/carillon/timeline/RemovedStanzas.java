package im.carillon.timeline;

import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.WriteContext;
import java.sql.SQLException;
import java.util.List;

/** Stanzas that are in no timeline any more, by their positions. */
final class RemovedStanzas implements ChangeKind<Long> {

    static final RemovedStanzas KIND = new RemovedStanzas();

    @Override
    public String name() {
        return "stanza_removed";
    }

    @Override
    public void encode(Long position, ChangeOutput out) {
        out.number(position);
    }

    @Override
    public Long decode(ChangeInput in) {
        return in.number();
    }

    @Override
    public void apply(WriteContext context, List<Long> positions) throws SQLException {
        context.batch(
                "DELETE FROM stanza WHERE position = ?", positions, (delete, position) -> delete.setLong(1, position));
    }
}
