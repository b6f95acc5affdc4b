package im.carillon.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one connection that writes; opened when it is needed, and anew after it broke. Used by one thread at a time. */
final class WriterConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);
    private static final int PATIENCE_SECONDS = 2;

    private final Source source;
    private @Nullable WriteContext context;
    private @Nullable Handle handle;

    /** Opens connections. */
    @FunctionalInterface
    interface Source {
        Connection open() throws SQLException;
    }

    WriterConnection(Source source) {
        this.source = source;
    }

    WriteContext open() throws SQLException {
        WriteContext known = context;
        if (known == null) {
            Connection connection = source.open();
            connection.setAutoCommit(false);
            known = new WriteContext(connection);
            context = known;
            handle = Jdbi.open(connection);
        }
        return known;
    }

    /** The open connection, for bodies. */
    Handle handle() {
        return Objects.requireNonNull(handle, "the connection is closed");
    }

    boolean isOpen() {
        return context != null;
    }

    /** Undoes what was not committed; a connection that cannot do that, or is dead, is given up. */
    void rollback() {
        WriteContext current = context;
        if (current == null) {
            return;
        }
        try {
            current.connection().rollback();
            if (!current.connection().isValid(PATIENCE_SECONDS)) {
                close();
            }
        } catch (SQLException e) {
            close();
        }
    }

    @Override
    public void close() {
        WriteContext old = context;
        context = null;
        handle = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("closing the database connection: {}", e.toString());
            }
        }
    }
}
