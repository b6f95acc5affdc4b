package im.carillon.roster;

import im.carillon.storage.Database;
import im.carillon.storage.TestDatabases;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresqlRosterStoreTest extends RosterStoreContract {

    private Optional<Database> database = Optional.empty();

    @BeforeAll
    void open() throws Exception {
        database = Optional.of(TestDatabases.postgresql("rosters"));
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
