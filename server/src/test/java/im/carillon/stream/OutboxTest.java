package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final RecordingConnection connection = new RecordingConnection();
    private final Outbox outbox = new Outbox(connection, 20, connection::abort);

    @Test
    void whatGathersDuringAWriteGoesOutAsOne() {
        offer("a");
        offer("b");
        offer("c");
        assertThat(connection.done()).containsExactly("write a");
        outbox.written();
        outbox.written();
        assertThat(connection.done()).containsExactly("write a", "write bc");
    }

    @Test
    void whatIsHeldFollowsWhatReleasesIt() {
        outbox.hold();
        offer("stanza");
        assertThat(connection.done()).isEmpty();
        outbox.release(bytes("success"), bytes("features"));
        outbox.written();
        assertThat(connection.done()).containsExactly("write success", "write featuresstanza");
    }

    @Test
    void whatWasOfferedBeforeIsNotHeld() {
        offer("a");
        offer("b");
        outbox.hold();
        offer("c");
        outbox.written();
        outbox.written();
        assertThat(connection.done()).containsExactly("write a", "write b");
        outbox.release();
        assertThat(connection.done()).containsExactly("write a", "write b", "write c");
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
        assertThat(connection.done()).containsExactly("write 0123456789", "abort");
    }

    @Test
    void theLastWordsGoOutBeforeTheEnd() {
        offer("a");
        offer("error");
        outbox.endAndClose();
        assertThat(offer("late")).isFalse();
        outbox.written();
        assertThat(connection.done()).containsExactly("write a", "write error");
        outbox.written();
        assertThat(connection.done()).containsExactly("write a", "write error", "close");
    }

    private boolean offer(String text) {
        return outbox.offer(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
