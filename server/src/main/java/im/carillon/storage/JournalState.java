package im.carillon.storage;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The row in which the database says whose journal is its own and how much of it has been applied. */
final class JournalState {

    private JournalState() {}

    /**
     * @param database a random number, given at the first start
     * @param applied the last sequence whose changes are in the database
     */
    record Row(long database, long applied) {}

    /** Within a transaction. */
    static Row read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT database, applied FROM journal_state")) {
            if (result.next()) {
                return new Row(result.getLong(1), result.getLong(2));
            }
        }
        Row fresh = new Row(new SecureRandom().nextLong(), 0);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO journal_state (id, database, applied) VALUES (1, ?, ?)")) {
            insert.setLong(1, fresh.database());
            insert.setLong(2, fresh.applied());
            insert.executeUpdate();
        }
        return fresh;
    }

    /** Within the transaction that applies the changes up to there. */
    static void applied(WriteContext context, long sequence) throws SQLException {
        PreparedStatement update = context.prepared("UPDATE journal_state SET applied = ?");
        update.setLong(1, sequence);
        update.executeUpdate();
    }
}
