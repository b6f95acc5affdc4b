package im.carillon.websocket;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Where frames are written. Jetty writes on the thread that sends, which costs what a system call and
 * encryption cost; the committer, a platform thread that all sessions wait for, must not pay that.
 */
@Singleton
final class WriteThreads {

    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("websocket-write").factory());

    @Inject
    WriteThreads() {}

    /** Runs a write; the caller has no other under way on the same connection. */
    void run(Runnable write) {
        if (Thread.currentThread().isVirtual()) {
            write.run();
        } else {
            threads.execute(write);
        }
    }
}
