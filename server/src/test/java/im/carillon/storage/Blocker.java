package im.carillon.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Somebody else who is writing to an SQLite database, so that the server cannot. */
final class Blocker implements AutoCloseable {

    private final Connection connection;

    private Blocker(Connection connection) {
        this.connection = connection;
    }

    static Blocker of(Path database) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
        }
        return new Blocker(connection);
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        }
        connection.close();
    }
}
