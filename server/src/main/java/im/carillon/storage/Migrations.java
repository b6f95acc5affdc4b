package im.carillon.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Numbered migrations ({@code db/<database>/V<n>__<what>.sql}). A database that already has the
 * newest version is recognised with one query, because loading the migration library takes longer
 * than the rest of a start.
 */
final class Migrations {

    /** The number of the newest migration; a test holds it against the files. */
    static final int NEWEST = 1;

    private Migrations() {}

    static void run(DataSource source, String database) {
        if (isCurrent(source)) {
            return;
        }
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/" + database)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StorageException(
                    "the database could not be brought to version " + NEWEST + ": " + e.getMessage(), e);
        }
    }

    private static boolean isCurrent(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM flyway_schema_history WHERE version = '"
                        + NEWEST + "' AND success = " + (isSqlite(connection) ? "1" : "true"))) {
            return result.next() && result.getInt(1) == 1;
        } catch (SQLException e) {
            return false; // no such table yet, or no connection: the migration says which
        }
    }

    private static boolean isSqlite(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("SQLite");
    }
}
