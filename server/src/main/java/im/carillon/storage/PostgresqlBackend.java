package im.carillon.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import im.carillon.config.StorageConfig;
import java.util.Optional;
import org.jdbi.v3.core.ConnectionFactory;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server: a pool that reads, one connection that writes with synchronous commits. */
final class PostgresqlBackend implements Backend {

    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 60;
    private static final long POOL_WAIT_MILLIS = 5_000;

    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private static final int DERIVED_CONNECTIONS = 2;

    private final HikariDataSource pool;
    private final HikariDataSource derived;

    PostgresqlBackend(StorageConfig.Postgresql config) {
        source.setUrl(config.url());
        source.setUser(config.user());
        source.setPassword(config.password());
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("carillon");
        HikariConfig pooling = new HikariConfig();
        pooling.setDataSource(source);
        pooling.setPoolName("readers");
        pooling.setMaximumPoolSize(config.connections());
        pooling.setMinimumIdle(1);
        pooling.setReadOnly(true);
        pooling.setConnectionTimeout(POOL_WAIT_MILLIS);
        pooling.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(pooling);
        HikariConfig apart = new HikariConfig();
        apart.setDataSource(source);
        apart.setPoolName("derived");
        apart.setMaximumPoolSize(DERIVED_CONNECTIONS);
        apart.setMinimumIdle(0);
        apart.setConnectionTimeout(POOL_WAIT_MILLIS);
        apart.setInitializationFailTimeout(-1);
        apart.setConnectionInitSql("SET synchronous_commit TO off");
        derived = new HikariDataSource(apart);
    }

    @Override
    public ConnectionFactory derived() {
        return derived::getConnection;
    }

    @Override
    public DerivedDatabase.Kind kind() {
        return DerivedDatabase.Kind.POSTGRESQL;
    }

    @Override
    public void migrate() {
        Migrations.run(source, "postgresql");
    }

    @Override
    public ConnectionFactory readers() {
        return pool::getConnection;
    }

    @Override
    public GroupWriter writer(ChangeKinds kinds) {
        return new DatabaseGroups(new WriterConnection(source::getConnection), kinds, Optional.of(new CommitMark()));
    }

    @Override
    public void close() {
        derived.close();
        pool.close();
    }
}
