package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is sent to a session before its client knows that it is bound. */
class OutboxHoldTest {

    private final RecordingConnection connection = new RecordingConnection("127.0.0.1");
    private final Outbox outbox = new Outbox(connection, 20, connection::abort);

    @Test
    void whatIsHeldFollowsWhatReleasesIt() {
        outbox.hold();
        offer("stanza");
        assertThat(connection.events()).isEmpty();
        outbox.release(bytes("success"), bytes("features"));
        outbox.written();
        assertThat(connection.events()).containsExactly("write success", "write featuresstanza");
    }

    @Test
    void whatWasOfferedBeforeIsNotHeld() {
        offer("a");
        offer("b");
        outbox.hold();
        offer("c");
        outbox.written();
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write b");
        outbox.release();
        assertThat(connection.events()).containsExactly("write a", "write b", "write c");
    }

    @Test
    void whatIsHeldCountsAndIsFreeAgain() {
        outbox.hold();
        assertThat(offer("0123456789")).isTrue();
        outbox.release();
        outbox.written();
        outbox.hold();
        assertThat(offer("01234567890123456789")).isTrue();
        assertThat(offer("x")).isFalse();
        assertThat(connection.events()).containsExactly("write 0123456789", "abort");
    }

    private boolean offer(String text) {
        return outbox.offer(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
