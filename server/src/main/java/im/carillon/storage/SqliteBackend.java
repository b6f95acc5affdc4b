package im.carillon.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.ConnectionFactory;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in one file, with readers beside the one writer, and a {@link Journal} in a folder beside the
 * file, {@code <file>.journal}. One process at a time.
 */
final class SqliteBackend implements Backend {

    private static final int BUSY_MILLIS = 10_000;
    private static final int CACHE_KIB = 16 * 1024;

    /** Pages that gather in the write-ahead log: the more, the more often a page is written only once. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private final Path file;
    private final JournalFolder journal;
    private final FolderLock lock;
    private final SQLiteDataSource source;
    private final SqliteReaders readers;
    private final SqliteReaders derived;

    SqliteBackend(Path file) {
        this.file = file;
        journal = new JournalFolder(file.resolveSibling(file.getFileName() + ".journal"));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            journal.create();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data directory " + journal.path(), e);
        }
        lock = FolderLock.take(journal.path(), "the database " + file.toAbsolutePath());
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
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
    public GroupWriter writer(ChangeKinds kinds) {
        return JournalStart.open(journal, new SqliteWriter(this::openWriter), kinds, "the database " + file);
    }

    private Connection openWriter() throws SQLException {
        Connection connection = source.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint=" + CHECKPOINT_PAGES);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    @Override
    public void close() {
        try {
            readers.close();
            derived.close();
        } catch (SQLException e) {
            LoggerFactory.getLogger(SqliteBackend.class).warn("closing the database: {}", e.toString());
        }
        lock.close();
    }
}
