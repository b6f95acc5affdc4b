package im.carillon.archive.retention;

import im.carillon.config.Retention;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** How long single accounts keep their messages, in the database. Every method blocks. */
@Singleton
final class RetentionStore {

    /** A time without end, in the database. */
    private static final long FOREVER = 0;

    private final Database database;

    @Inject
    RetentionStore(Database database) {
        this.database = database;
    }

    /** An account that exists. */
    record Owner(String host, AccountRetention retention) {}

    Optional<Owner> find(long account) {
        return database.read(handle -> handle.createQuery(
                        "SELECT a.host, s.keep_seconds, s.keep_messages FROM account a"
                                + " LEFT JOIN archive_setting s ON s.account_id = a.id WHERE a.id = :id")
                .bind("id", account)
                .map((row, context) -> new Owner(
                        row.getString("host"),
                        new AccountRetention(
                                number(row, "keep_seconds").map(RetentionStore::duration),
                                number(row, "keep_messages").map(Long::intValue))))
                .findOne());
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Duration duration(long seconds) {
        return seconds == FOREVER ? Retention.FOREVER : Duration.ofSeconds(seconds);
    }

    void put(long account, AccountRetention retention) {
        Optional<Long> seconds =
                retention.keep().map(keep -> keep.equals(Retention.FOREVER) ? FOREVER : keep.toSeconds());
        database.write(
                handle -> handle.createUpdate("INSERT INTO archive_setting (account_id, keep_seconds, keep_messages)"
                                + " VALUES (:id, :seconds, :messages) ON CONFLICT (account_id) DO UPDATE"
                                + " SET keep_seconds = excluded.keep_seconds, keep_messages = excluded.keep_messages")
                        .bind("id", account)
                        .bind("seconds", seconds)
                        .bind("messages", retention.messages())
                        .execute());
    }
}
