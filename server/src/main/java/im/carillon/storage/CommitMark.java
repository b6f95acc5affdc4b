package im.carillon.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The number of the last group that this server has committed, as a row that changes in the group's
 * own transaction: after a connection broke during COMMIT it tells whether the group is there.
 */
final class CommitMark {

    private final String writer = UUID.randomUUID().toString();
    private boolean inserted;

    /** Makes sure that there is a row, so that {@link #last} can wait for whoever still changes it. */
    void prepare(WriteContext context) throws SQLException {
        if (inserted) {
            return;
        }
        try (PreparedStatement forget = context.connection()
                        .prepareStatement(
                                "DELETE FROM commit_mark WHERE changed < now() - interval '1 day' AND writer <> ?");
                PreparedStatement insert = context.connection()
                        .prepareStatement("INSERT INTO commit_mark (writer, number) VALUES (?, 0)"
                                + " ON CONFLICT (writer) DO NOTHING")) {
            forget.setString(1, writer);
            forget.executeUpdate();
            insert.setString(1, writer);
            insert.executeUpdate();
        }
        context.connection().commit();
        inserted = true;
    }

    /** Says within its transaction which group it is. */
    void set(WriteContext context, long number) throws SQLException {
        PreparedStatement update =
                context.prepared("UPDATE commit_mark SET number = ?, changed = now() WHERE writer = ?");
        update.setLong(1, number);
        update.setString(2, writer);
        if (update.executeUpdate() != 1) {
            inserted = false;
            throw new SQLException("the row of this server is gone from commit_mark");
        }
    }

    /**
     * The last group that was committed. A transaction of a connection that this side has given up may
     * still be open in the database, and even about to be committed: it has the lock on the row, so
     * that the answer waits for its end.
     */
    long last(WriteContext context) throws SQLException {
        PreparedStatement select = context.prepared("SELECT number FROM commit_mark WHERE writer = ? FOR UPDATE");
        select.setString(1, writer);
        long last;
        try (ResultSet result = select.executeQuery()) {
            last = result.next() ? result.getLong(1) : 0;
        }
        context.connection().commit();
        return last;
    }

    /** A server that ends leaves no row behind. */
    void remove(WriteContext context) throws SQLException {
        PreparedStatement delete = context.prepared("DELETE FROM commit_mark WHERE writer = ?");
        delete.setString(1, writer);
        delete.executeUpdate();
        context.connection().commit();
    }
}
