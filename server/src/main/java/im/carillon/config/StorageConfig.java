package im.carillon.config;

import java.nio.file.Path;

/** Where durable state lives. */
public sealed interface StorageConfig {

    /** The embedded default, in the data directory. */
    record Sqlite(Path file) implements StorageConfig {}

    /**
     * @param url the JDBC URL, {@code jdbc:postgresql://host/database}
     * @param connections the size of the connection pool
     */
    record Postgresql(String url, String user, String password, int connections) implements StorageConfig {

        @Override
        public String toString() {
            return "Postgresql[url=" + url + ", user=" + user + ", connections=" + connections + "]";
        }
    }
}
