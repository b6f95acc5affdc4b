package im.carillon.pubsub;

import im.carillon.testkit.TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqlitePubsubTest extends PubsubExamples {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    SqlitePubsubTest() {
        super(SERVER);
    }
}
