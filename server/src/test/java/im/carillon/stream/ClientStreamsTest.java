package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.Frame;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many connections there may be. */
class ClientStreamsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""

        [limits]
        connections_per_address = 1
        """);

    @Test
    void oneTooManyFromAnAddressIsToldWhyAndClosed() {
        ClientStreams streams = SERVER.server().get(ClientStreams.class);
        RecordingConnection first = new RecordingConnection("192.0.2.9");
        ConnectionHandler handler = streams.accept(first);
        assertThat(first.events()).isEmpty();

        RecordingConnection second = new RecordingConnection("192.0.2.9");
        ConnectionHandler refused = streams.accept(second);
        for (int i = 0; i < 3; i++) {
            refused.written();
        }
        assertThat(String.join("", second.events()))
                .contains("<open>", "<policy-violation", "</open>")
                .endsWith("close");
        refused.received(new Frame.Disconnected());

        handler.received(new Frame.Disconnected());
        Awaitility.await().untilAsserted(() -> {
            RecordingConnection third = new RecordingConnection("192.0.2.9");
            streams.accept(third).received(new Frame.Disconnected());
            assertThat(third.events()).isEmpty();
        });
    }
}
