package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** When accounts were here last, in the database. Written when a session ends, and only then. */
@Singleton
public final class AccountActivity {

    private final Database database;

    /**
     * The last time an account was here.
     *
     * @param login when the session that ended last had begun
     * @param seen when it ended
     * @param status what its user said on leaving; may be empty
     */
    public record Last(Instant login, Instant seen, String status) {}

    @Inject
    public AccountActivity(Database database) {
        this.database = database;
    }

    /** A session has ended; nobody waits for this to be durable. */
    public void ended(BareJid account, Last last, UnitOfWork unit) {
        unit.change(ActivityRows.KIND, new ActivityRows.Row(account, last));
    }

    /** Empty when there is no such account, or when it never was here; blocks. */
    public Optional<Last> find(BareJid account) {
        return database.read(handle -> handle.createQuery("SELECT last_login, last_seen, last_status FROM account"
                        + " WHERE host = :host AND localpart = :local AND last_seen IS NOT NULL")
                .bind("host", account.domain())
                .bind("local", account.local())
                .map(AccountActivity::last)
                .findOne());
    }

    private static Last last(ResultSet row, StatementContext context) throws SQLException {
        return new Last(
                Instant.ofEpochMilli(row.getLong("last_login")),
                Instant.ofEpochMilli(row.getLong("last_seen")),
                Optional.ofNullable(row.getString("last_status")).orElse(""));
    }
}
