package im.carillon.testkit;

import im.carillon.config.StorageConfig;
import im.carillon.storage.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/**
 * Runs a test on SQLite in a temporary folder, and in a new database of a real PostgreSQL. Kinds of
 * changes that the test class has in static fields can be used besides those of the server.
 */
public final class BothDatabases implements TestTemplateInvocationContextProvider {

    private static final Namespace NAMESPACE = Namespace.create(BothDatabases.class);

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Stream.of(new Invocation("SQLite", new Sqlite()), new Invocation("PostgreSQL", new Postgresql()));
    }

    private record Invocation(String name, Extension database) implements TestTemplateInvocationContext {

        @Override
        public String getDisplayName(int index) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(database);
        }
    }

    /** One database for one test. */
    private abstract static class OneDatabase implements ParameterResolver, AfterEachCallback {

        private Optional<Database> open = Optional.empty();

        abstract StorageConfig prepare(ExtensionContext context) throws IOException, SQLException;

        abstract void cleanUp() throws IOException;

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Database.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            if (open.isEmpty()) {
                try {
                    open = Optional.of(
                            new Database(prepare(context), ServerKinds.allAndThoseOf(context.getRequiredTestClass())));
                } catch (IOException | SQLException e) {
                    throw new IllegalStateException("no database for the test", e);
                }
            }
            return open.get();
        }

        @Override
        public void afterEach(ExtensionContext context) throws IOException {
            open.ifPresent(Database::close);
            cleanUp();
        }
    }

    private static final class Sqlite extends OneDatabase {

        private Optional<Path> folder = Optional.empty();

        @Override
        StorageConfig prepare(ExtensionContext context) throws IOException {
            folder = Optional.of(Files.createTempDirectory("carillon-database"));
            return new StorageConfig.Sqlite(folder.get().resolve("test.db"));
        }

        @Override
        void cleanUp() throws IOException {
            if (folder.isPresent()) {
                try (Stream<Path> files = Files.walk(folder.get())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static final class Postgresql extends OneDatabase {

        @Override
        StorageConfig prepare(ExtensionContext context) throws SQLException {
            EmbeddedPostgres server = context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(SharedPostgresql.class, key -> new SharedPostgresql(), SharedPostgresql.class)
                    .server();
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            }
            return new StorageConfig.Postgresql(server.getJdbcUrl("postgres", name), "postgres", "", 4);
        }

        @Override
        void cleanUp() {}
    }

    /** One server for the whole run of the tests; the run's store closes it. */
    private record SharedPostgresql(EmbeddedPostgres server) implements AutoCloseable {

        SharedPostgresql() {
            this(started());
        }

        private static EmbeddedPostgres started() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL did not start", e);
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
