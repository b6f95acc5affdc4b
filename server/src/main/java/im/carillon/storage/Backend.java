package im.carillon.storage;

import im.carillon.config.StorageConfig;
import org.jdbi.v3.core.ConnectionFactory;

/** What differs between the two databases. */
sealed interface Backend extends AutoCloseable permits SqliteBackend, PostgresqlBackend {

    static Backend of(StorageConfig config) {
        return switch (config) {
            case StorageConfig.Sqlite sqlite -> new SqliteBackend(sqlite.file());
            case StorageConfig.Postgresql postgresql -> new PostgresqlBackend(postgresql);
        };
    }

    /** Brings the schema to the newest version. */
    void migrate();

    /** Connections that read. */
    ConnectionFactory readers();

    /** Connections for data that is made from the rest. */
    ConnectionFactory derived();

    DerivedDatabase.Kind kind();

    /** Makes groups durable; after {@link #migrate}. */
    GroupWriter writer(ChangeKinds kinds);

    @Override
    void close();
}
