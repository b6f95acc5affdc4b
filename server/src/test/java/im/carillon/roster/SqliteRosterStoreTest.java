package im.carillon.roster;

import im.carillon.storage.Database;
import im.carillon.storage.TestDatabases;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteRosterStoreTest extends RosterStoreContract {

    private Optional<Database> database = Optional.empty();

    @BeforeAll
    void open(@TempDir Path folder) {
        database = Optional.of(TestDatabases.sqlite(folder));
    }

    @AfterAll
    void close() {
        database.orElseThrow().close();
    }

    @Override
    Database database() {
        return database.orElseThrow();
    }
}
