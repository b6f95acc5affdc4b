package im.carillon.account;

import im.carillon.account.AccountActivity.Last;
import im.carillon.jid.BareJid;
import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.ChangeOutput;
import im.carillon.storage.LastOfEach;
import im.carillon.storage.WriteContext;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** When accounts were here last. */
final class ActivityRows implements ChangeKind<ActivityRows.Row> {

    static final ActivityRows KIND = new ActivityRows();

    record Row(BareJid account, Last last) {}

    @Override
    public String name() {
        return "account_activity";
    }

    @Override
    public void encode(Row row, ChangeOutput out) {
        out.text(row.account().toString())
                .number(row.last().login().toEpochMilli())
                .number(row.last().seen().toEpochMilli())
                .text(row.last().status());
    }

    @Override
    public Row decode(ChangeInput in) {
        return new Row(
                BareJid.of(in.text()),
                new Last(Instant.ofEpochMilli(in.number()), Instant.ofEpochMilli(in.number()), in.text()));
    }

    @Override
    public void apply(WriteContext context, List<Row> rows) throws SQLException {
        context.batch(
                "UPDATE account SET last_login = ?, last_seen = ?, last_status = ? WHERE host = ? AND localpart = ?",
                LastOfEach.of(rows, Row::account),
                (update, row) -> {
                    update.setLong(1, row.last().login().toEpochMilli());
                    update.setLong(2, row.last().seen().toEpochMilli());
                    update.setString(3, row.last().status());
                    update.setString(4, row.account().domain());
                    update.setString(5, row.account().local());
                });
    }
}
