package im.carillon.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteDataSource;

/** Keeps closed connections for the next reader; as many are ever open as there are reading threads. */
final class SqliteReaders implements ConnectionFactory {

    private final SQLiteDataSource source;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    SqliteReaders(SQLiteDataSource source) {
        this.source = source;
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection reused = idle.poll();
        return reused == null ? source.getConnection() : reused;
    }

    @Override
    public void closeConnection(Connection connection) {
        idle.add(connection);
    }

    void close() throws SQLException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
