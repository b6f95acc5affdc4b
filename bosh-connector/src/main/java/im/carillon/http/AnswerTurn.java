package im.carillon.http;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One answer to a request that was held. When it is written, Jetty has the connection's next request looked for by
 * another thread, which costs more than the looking: most often nothing is there yet. In a turn, the thread that
 * answers does it itself afterwards.
 */
public final class AnswerTurn {

    private static final ScopedValue<Deque<Runnable>> CURRENT = ScopedValue.newInstance();

    private AnswerTurn() {}

    /** Answers, and does what comes of it. The thread may be one that blocks, and holds no lock. */
    public static void run(Runnable answering) {
        Deque<Runnable> tasks = new ArrayDeque<>(2);
        ScopedValue.where(CURRENT, tasks).run(answering);
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }

    /** Puts something off to the end of this thread's turn; false when it is in none. */
    static boolean later(Runnable task) {
        return CURRENT.isBound() && CURRENT.get().add(task);
    }
}
