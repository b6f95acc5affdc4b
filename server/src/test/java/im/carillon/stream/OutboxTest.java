package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.transport.WriteTurn;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

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
    }

    @Test
    void whatOneTurnOffersIsOneWrite() {
        WriteTurn.run(() -> {
            offer("a");
            offer("b");
            assertThat(connection.events()).isEmpty();
        });
        assertThat(connection.events()).containsExactly("write ab");
    }

    @Test
    void whatIsOfferedInATurnGoesOutBeforeTheEnd() {
        WriteTurn.run(() -> {
            offer("a");
            offer("b");
            outbox.endAndClose();
            assertThat(connection.events()).containsExactly("write ab");
        });
        outbox.written();
        assertThat(connection.events()).containsExactly("write ab", "close");
    }
}
