package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
<<<<<<< HEAD
=======
import java.util.concurrent.atomic.AtomicInteger;
>>>>>>> main
import org.junit.jupiter.api.Test;

class OutboxTest {

<<<<<<< HEAD
    private final RecordingConnection connection = new RecordingConnection("127.0.0.1");
    private final Outbox outbox = new Outbox(connection, 20, connection::abort);

    @Test
    void whatGathersDuringAWriteGoesOutAsOne() {
        offer("a");
        offer("b");
        offer("c");
        assertThat(connection.events()).containsExactly("write a");
        outbox.written();
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write bc");
    }

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

    @Test
    void theLastWordsGoOutBeforeTheEnd() {
        offer("a");
        offer("error");
        outbox.endAndClose();
        assertThat(offer("late")).isFalse();
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write error");
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write error", "close");
    }

    private boolean offer(String text) {
        return outbox.offer(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
=======
    private final RecordingConnection connection = new RecordingConnection("127.0.0.1");
    private final AtomicInteger overflows = new AtomicInteger();
    private final Outbox outbox = new Outbox(connection, 10, overflows::incrementAndGet);

    private boolean offer(String text) {
        return outbox.offer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void oneWriteIsUnderWayAndTheRestGoesOutJoined() {
        assertThat(offer("a")).isTrue();
        assertThat(offer("b")).isTrue();
        assertThat(offer("c")).isTrue();
        assertThat(connection.events()).containsExactly("write a");
        outbox.written();
        outbox.written();
        assertThat(offer("d")).isTrue();
        assertThat(connection.events()).containsExactly("write a", "write bc", "write d");
    }

    @Test
    void overItsBudgetItRefusesForGoodAndSaysSoOnce() {
        assertThat(offer("a")).isTrue();
        assertThat(offer("0123456789")).isTrue();
        assertThat(offer("b")).isFalse();
        assertThat(offer("b")).isFalse();
        assertThat(overflows).hasValue(1);
        outbox.written();
        assertThat(connection.events()).containsExactly("write a");
    }

    @Test
    void itClosesWhenEverythingIsOut() {
        offer("a");
        offer("b");
        outbox.endAndClose();
        assertThat(offer("c")).isFalse();
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write b");
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write b", "close");
        assertThat(overflows).hasValue(0);
    }

    @Test
    void tlsBeginsBehindItsLastPlainBytesAndNotBehindEarlierOnes() {
        offer("features");
        outbox.offerAndSecure("proceed".getBytes(StandardCharsets.UTF_8), "localhost");
        outbox.written();
        assertThat(connection.events()).containsExactly("write features", "write proceed");
        outbox.written();
        assertThat(connection.events()).containsExactly("write features", "write proceed", "tls localhost");
    }

    @Test
    void noTlsBeginsWhenProceedCannotBeSaid() {
        offer("a");
        offer("0123456789");
        outbox.offerAndSecure("proceed".getBytes(StandardCharsets.UTF_8), "localhost");
        outbox.written();
        outbox.written();
        assertThat(connection.events()).containsExactly("write a", "write 0123456789");
        assertThat(overflows).hasValue(1);
>>>>>>> main
    }
}
