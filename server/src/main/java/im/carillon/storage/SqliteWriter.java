package im.carillon.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The connection that writes to SQLite, with or without an fsync at each commit. Used by one thread
 * at a time.
 */
final class SqliteWriter implements AutoCloseable {

    private final WriterConnection connection;
    private boolean durable = true;
    private boolean suspect;

    /** @param source opens connections with {@code synchronous=FULL} */
    SqliteWriter(WriterConnection.Source source) {
        connection = new WriterConnection(() -> {
            durable = true;
            return source.open();
        });
    }

    WriterConnection connection() {
        return connection;
    }

    /** Between transactions: the next commits are synced, or are not. */
    WriteContext open(boolean withSync) throws SQLException {
        WriteContext context = connection.open();
        if (suspect) {
            rewrite(context);
        }
        if (durable != withSync) {
            outsideTransaction(context, "PRAGMA synchronous=" + (withSync ? "FULL" : "NORMAL"));
            durable = withSync;
        }
        return context;
    }

    /** What was going on has failed. */
    void failed(Exception cause) {
        connection.rollback();
        if (SqliteErrors.isInputOutput(cause)) {
            suspect = true;
            connection.close();
        }
    }

    /**
     * After a failed write or fsync the log may have lost commits that were never synced, without a
     * later fsync saying so. What it holds is read back and written to the database file, which has an
     * fsync of its own, before anything else is done; until that succeeds nothing is written.
     */
    private void rewrite(WriteContext context) throws SQLException {
        checkpoint(context);
        suspect = false;
    }

    /** Makes everything that was committed durable in the database file itself. */
    void checkpoint() throws SQLException {
        checkpoint(connection.open());
    }

    private static void checkpoint(WriteContext context) throws SQLException {
        context.connection().setAutoCommit(true);
        try (Statement statement = context.connection().createStatement();
                ResultSet result = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            if (result.next() && result.getInt(1) != 0) {
                throw new SQLException("the database is being read, so its log could not be emptied");
            }
        } finally {
            context.connection().setAutoCommit(false);
        }
    }

    private static void outsideTransaction(WriteContext context, String pragma) throws SQLException {
        context.connection().setAutoCommit(true);
        try (Statement statement = context.connection().createStatement()) {
            statement.execute(pragma);
        } finally {
            context.connection().setAutoCommit(false);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
