package im.carillon.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteTurnTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> events = new ArrayList<>();

    @Test
    void whatIsPutOffIsWrittenAtTheEnd() {
        WriteTurn.run(() -> {
            assertThat(WriteTurn.later(() -> events.add("written"))).isTrue();
            events.add("work");
        });
        assertThat(events).containsExactly("work", "written");
    }

    @Test
    void outsideOfATurnNothingIsPutOff() {
        assertThat(WriteTurn.later(() -> events.add("written"))).isFalse();
        WriteTurn.end();
        assertThat(events).isEmpty();
    }

    @Test
    void aTurnMayWriteBeforeItGoesOn() {
        WriteTurn.run(() -> {
            WriteTurn.later(() -> events.add("first"));
            WriteTurn.end();
            events.add("more work");
            WriteTurn.later(() -> events.add("second"));
        });
        assertThat(events).containsExactly("first", "more work", "second");
    }

    @Test
    void oneThatFailsKeepsNobodyFromBeingWrittenTo() {
        WriteTurn.run(() -> {
            WriteTurn.later(() -> {
                throw new IllegalStateException("broken on purpose");
            });
            WriteTurn.later(() -> events.add("written"));
        });
        assertThat(events).containsExactly("written");
    }

    @Test
    void manyAreLeftToOthers() throws Exception {
        int count = 1_000;
        CountDownLatch written = new CountDownLatch(count);
        AtomicInteger here = new AtomicInteger();
        Thread taker = Thread.currentThread();
        WriteTurn.run(() -> {
            for (int i = 0; i < count; i++) {
                WriteTurn.later(() -> {
                    if (Thread.currentThread().equals(taker)) {
                        here.incrementAndGet();
                    }
                    written.countDown();
                });
            }
        });
        assertThat(written.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(here).hasValue(0);
    }
}
