package im.carillon.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests for an acknowledgement that wait for a commit: none waits longer than a second, whatever
 * storage does.
 */
@Singleton
final class LateAnswers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LateAnswers.class);
    private static final Duration LATEST = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("late-answers").daemon().factory());

    private record Waiting(long deadline, Runnable answer, BooleanSupplier answered) {}

    @Inject
    LateAnswers() {
        clock.scheduleWithFixedDelay(
                this::answerOverdue, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(Runnable answer, BooleanSupplier answered) {
        waiting.add(new Waiting(System.nanoTime() + LATEST.toNanos(), answer, answered));
    }

    private void answerOverdue() {
        long now = System.nanoTime();
        for (Waiting first = waiting.peek();
                first != null && (first.answered().getAsBoolean() || first.deadline() - now < 0);
                first = waiting.peek()) {
            waiting.remove();
            answer(first);
        }
    }

    private static void answer(Waiting request) {
        try {
            request.answer().run();
        } catch (RuntimeException e) {
            LOG.error("answering a request for an acknowledgement failed", e); // or the clock would never call again
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
