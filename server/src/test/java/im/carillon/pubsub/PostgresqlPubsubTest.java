package im.carillon.pubsub;

import im.carillon.storage.TestDatabases;
import im.carillon.testkit.TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresqlPubsubTest extends PubsubExamples {

    @RegisterExtension
    static final TestServer SERVER = new TestServer(TestDatabases.postgresqlTable("pubsub_service"));

    PostgresqlPubsubTest() {
        super(SERVER);
    }
}
