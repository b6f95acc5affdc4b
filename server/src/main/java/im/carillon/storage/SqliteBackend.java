package im.carillon.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionFactory;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** SQLite in one file: write-ahead log, fsync at every commit, readers beside the one writer. */
final class SqliteBackend implements Backend {

    private static final int BUSY_MILLIS = 10_000;
    private static final int CACHE_KIB = 16 * 1024;

    private final SQLiteDataSource source;
    private final SqliteReaders readers;
    private final SqliteReaders derived;

    SqliteBackend(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data directory " + file.getParent(), e);
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        readers = new SqliteReaders(source);
        config.setSynchronous(SynchronousMode.NORMAL);
        SQLiteDataSource apart = new SQLiteDataSource(config);
        apart.setUrl("jdbc:sqlite:" + file + "-search");
        derived = new SqliteReaders(apart);
    }

    @Override
    public ConnectionFactory derived() {
        return derived;
    }

    @Override
    public DerivedDatabase.Kind kind() {
        return DerivedDatabase.Kind.SQLITE;
    }

    @Override
    public void migrate() {
        Migrations.run(source, "sqlite");
    }

    @Override
    public ConnectionFactory readers() {
        return readers;
    }

    @Override
    public Connection openWriter() throws SQLException {
        return source.getConnection();
    }

    @Override
    public void close() {
        try {
            readers.close();
            derived.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(SqliteBackend.class).warn("closing the database: {}", e.toString());
        }
    }
}
