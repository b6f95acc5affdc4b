package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.transport.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ReadRateTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void aBurstIsFreeAndWhatIsBeyondItTakesItsTime() {
        ReadRate rate = new ReadRate(1_000, 5_000, 0);
        rate.spend(5_000, 0);
        assertThat(rate.rest(0)).isZero();
        rate.spend(2_000, 0);
        assertThat(rate.rest(0)).isBetween(2 * SECOND, 2 * SECOND + 10);
        assertThat(rate.rest(SECOND)).isBetween(SECOND, SECOND + 10);
        assertThat(rate.rest(2 * SECOND + 10)).isZero();
    }

    @Test
    void whoHasBeenSilentHasOneBurstAndNoMore() {
        ReadRate rate = new ReadRate(1_000, 5_000, 0);
        rate.spend(5_001, 1_000 * SECOND);
        assertThat(rate.rest(1_000 * SECOND)).isPositive();
    }

    @Test
    void nothingIsALimitOfItsOwn() {
        ReadRate rate = new ReadRate(0, 0, 0);
        rate.spend(Integer.MAX_VALUE, 0);
        assertThat(rate.rest(0)).isZero();
    }

    /** Frames that were read already are handled; only the socket rests. */
    @Test
    void aConnectionThatIsTooFastIsNotReadForAWhile() {
        RecordingConnection connection = new RecordingConnection("127.0.0.1");
        Queue<Runnable> clock = new ArrayDeque<>();
        List<Frame> handled = new ArrayList<>();
        Inbox inbox = new Inbox(connection, Runnable::run, 100_000, handled::add);
        inbox.rate(new ReadRate(1_000_000_000, 1_000, System.nanoTime()), (action, nanos) -> clock.add(action));
        inbox.offer(new Frame.Element(new byte[5_000_000]));
        inbox.offer(new Frame.StreamClosed());
        assertThat(handled).hasSize(2);
        assertThat(connection.events()).containsExactly("pause");
        while (!clock.isEmpty()) {
            clock.remove().run();
        }
        assertThat(connection.events()).containsExactly("pause", "resume");
    }
}
