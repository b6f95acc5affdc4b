package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.config.StorageConfig;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL server that goes away, is stopped, and comes back, while units are being committed. */
class LostConnectionTest {

    private static final ChangeKind<Integer> ROWS = new Numbers();

    @TempDir
    Path folder;

    private Optional<EmbeddedPostgres> server = Optional.empty();
    private int port;

    @BeforeEach
    void start() throws IOException {
        start(0);
    }

    private void start(int wantedPort) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        if (wantedPort != 0) {
            builder.setPort(wantedPort);
        }
        EmbeddedPostgres started = builder.start();
        port = started.getPort();
        server = Optional.of(started);
    }

    @AfterEach
    void stop() throws IOException {
        if (server.isPresent()) {
            server.get().close();
            server = Optional.empty();
        }
        Files.deleteIfExists(folder.resolve("data/epg-lock"));
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    private Database open() {
        return new Database(new StorageConfig.Postgresql(url(), "postgres", "postgres", 2), Set.of(ROWS));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CompletableFuture<Boolean> submit(Database database, int number) {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        unit.change(ROWS, number);
        unit.afterCommit(() -> durable.complete(true));
        unit.onFailure(e -> durable.complete(false));
        database.submit(unit);
        return durable;
    }

    private static boolean fate(CompletableFuture<Boolean> durable) throws Exception {
        return durable.get(60, TimeUnit.SECONDS);
    }

    private static List<Integer> stored(Database database) {
        return database.read(handle -> handle.createQuery("SELECT n FROM number ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    @Test
    void aConnectionLostBetweenGroupsIsOpenedAnewAndNobodyNotices() throws Exception {
        try (Database database = open()) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
            assertThat(fate(submit(database, 1))).isTrue();
            execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'carillon' AND pid <> pg_backend_pid()");
            assertThat(fate(submit(database, 2))).isTrue();
            // of those that read, each is found to be dead by the query that gets it
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(stored(database)).containsExactly(1, 2));
        }
    }

    @Test
    void whileTheServerIsStoppedUnitsFailAndAfterwardsItGoesOn() throws Exception {
        try (Database database = open()) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
            assertThat(fate(submit(database, 1))).isTrue();
            stop();
            assertThat(fate(submit(database, 2))).isFalse();
            assertThat(fate(submit(database, 3))).isFalse();
            assertThatThrownBy(() -> database.write(handle -> handle.execute("DELETE FROM number")))
                    .isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> stored(database)).isInstanceOf(StorageException.class);
            start(port);
            assertThat(fate(submit(database, 4))).isTrue();
            Awaitility.await()
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(stored(database)).containsExactly(1, 4));
        }
    }

    /**
     * The answer to COMMIT can stay away in two ways: the server never heard the question, or nobody
     * heard the answer.
     */
    @Test
    void aCommitWhoseAnswerIsLostIsLookedFor() throws Exception {
        try (CommitProxy proxy = new CommitProxy(port);
                Database database = new Database(
                        new StorageConfig.Postgresql(
                                "jdbc:postgresql://127.0.0.1:" + proxy.port()
                                        + "/postgres?sslmode=disable&preferQueryMode=simple",
                                "postgres",
                                "postgres",
                                2),
                        Set.of(ROWS))) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
            proxy.loseNext(CommitProxy.Lost.ANSWER);
            assertThat(fate(submit(database, 1)))
                    .as("committed, the answer was lost")
                    .isTrue();
            proxy.loseNext(CommitProxy.Lost.REQUEST);
            assertThat(fate(submit(database, 2))).as("never reached the server").isFalse();
            assertThat(fate(submit(database, 3))).isTrue();
            assertThat(stored(database)).containsExactly(1, 3);
        }
    }

    @Test
    void whoeverAsksDuringDoubtFailsAndTheDoubtIsDispelledWhenTheServerIsBack() throws Exception {
        try (CommitProxy proxy = new CommitProxy(port);
                Database database = new Database(
                        new StorageConfig.Postgresql(
                                "jdbc:postgresql://127.0.0.1:" + proxy.port()
                                        + "/postgres?sslmode=disable&preferQueryMode=simple",
                                "postgres",
                                "postgres",
                                2),
                        Set.of(ROWS))) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
            proxy.loseNext(CommitProxy.Lost.ANSWER);
            proxy.refuse(true);
            CompletableFuture<Boolean> doubtful = submit(database, 1);
            Awaitility.await().until(proxy::lostOne);
            assertThat(fate(submit(database, 2))).isFalse();
            assertThat(doubtful).isNotDone();
            proxy.refuse(false);
            assertThat(fate(doubtful)).isTrue();
            assertThat(fate(submit(database, 3))).isTrue();
            assertThat(stored(database)).containsExactly(1, 3);
        }
    }

    @Test
    void aServerThatEndsLeavesNoMark() throws Exception {
        try (Database database = open()) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
        }
        try (Database database = open()) {
            assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT count(*) FROM commit_mark")
                            .mapTo(Integer.class)
                            .one()))
                    .isZero();
        }
    }
}
