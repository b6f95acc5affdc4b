package im.carillon.storage;

import im.carillon.config.StorageConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Fresh databases for contract tests. One PostgreSQL server is started for the whole test run, when
 * the first test asks for it, and stops with it; each test class gets a database of its own there.
 */
public final class TestDatabases {

    private static final class SharedPostgres {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not start", e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            try {
                server.close();
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL does not stop", e);
            }
        }
    }

    private TestDatabases() {}

    /** SQLite in a folder. */
    public static Database sqlite(Path folder) {
        return new Database(new StorageConfig.Sqlite(folder.resolve("test.db")));
    }

    /** The table of {@code carillon.toml} for a new, empty PostgreSQL database. */
    public static String postgresqlTable(String name) {
        EmbeddedPostgres server = SharedPostgres.SERVER;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException("no database for the test", e);
        }
        return """
            [storage]
            type = "postgresql"
            url = "%s"
            user = "postgres"
            password = "postgres"
            connections = 4
            """.formatted(server.getJdbcUrl("postgres", name));
    }

    /** A new, empty PostgreSQL database. */
    public static Database postgresql(String name) throws Exception {
        EmbeddedPostgres server = SharedPostgres.SERVER;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return new Database(
                new StorageConfig.Postgresql(server.getJdbcUrl("postgres", name), "postgres", "postgres", 4));
    }
}
