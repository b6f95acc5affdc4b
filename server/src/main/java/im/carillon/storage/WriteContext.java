package im.carillon.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The connection that writes, with its prepared statements. Used by one thread at a time. */
public final class WriteContext implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** Sets the parameters of a statement for one change. */
    @FunctionalInterface
    public interface Binding<C> {
        void bind(PreparedStatement statement, C change) throws SQLException;
    }

    WriteContext(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** A statement that stays prepared for as long as the connection lives. */
    public PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** Executes one statement for each change. */
    public <C> void batch(String sql, List<C> changes, Binding<C> binding) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepared(sql);
        try {
            for (int i = 0; i < changes.size(); i++) {
                binding.bind(statement, changes.get(i));
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException | RuntimeException e) {
            statement.clearBatch();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
