package im.carillon.upload.http;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads for what waits for the disk while a file is on its way. They are few, and of the platform: a virtual thread
 * that waits for a disk would hold one of those that all streams run on.
 */
@Singleton
final class FileThreads {

    private static final int COUNT = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private final ExecutorService disk = Executors.newFixedThreadPool(
            COUNT, Thread.ofPlatform().name("files-", 0).daemon().factory());
    private final ExecutorService blocking =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("files").factory());

    @Inject
    FileThreads() {}

    /** For reading and writing a piece of a file. */
    ExecutorService disk() {
        return disk;
    }

    /** For queries, and for what waits for a commit. */
    ExecutorService blocking() {
        return blocking;
    }
}
