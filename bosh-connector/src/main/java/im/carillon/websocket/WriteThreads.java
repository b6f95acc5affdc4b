package im.carillon.websocket;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Where frames are written. Jetty writes on the thread that sends, which costs it a system call and
 * encryption: neither the committer should pay that, nor the thread of a sender that has more to
 * deliver. What gathers until the write has its turn goes out with the next one.
 */
@Singleton
final class WriteThreads {

    private final Executor threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("websocket-write").factory());

    @Inject
    WriteThreads() {}

    /** Runs a write soon; the caller has no other under way on the same connection. */
    void run(Runnable write) {
        threads.execute(write);
    }
}
