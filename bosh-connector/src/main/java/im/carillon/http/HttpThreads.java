package im.carillon.http;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty's threads. They only move bytes and hand on. */
final class HttpThreads extends QueuedThreadPool {

    private static final int MOST = 8 + 4 * Runtime.getRuntime().availableProcessors();
    private static final int FEWEST = 2;

    HttpThreads() {
        super(MOST, FEWEST);
        setName("http");
    }

    @Override
    public void execute(Runnable task) {
        if (!AnswerTurn.later(task)) {
            super.execute(task);
        }
    }
}
