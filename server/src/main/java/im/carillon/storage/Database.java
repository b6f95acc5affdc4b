package im.carillon.storage;

import im.carillon.config.StorageConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the database. Reads block the calling (virtual) thread and run on a small pool of
 * platform threads, because an embedded database's native calls would pin a carrier thread; writes
 * go through the committer.
 */
@Singleton
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int READERS = 4;
    private static final int READING_SECONDS = 30;

    private final Backend backend;
    private final GroupWriter groups;
    private final Jdbi jdbi;
    private final ExecutorService readThreads;
    private final Committer committer;
    private final DerivedDatabase derived;

    /** A query; what it returns may be kept. */
    @FunctionalInterface
    public interface Read<T> {
        T run(Handle handle) throws Exception;
    }

    /** @param kinds every kind of change that units will carry */
    @Inject
    public Database(StorageConfig config, Set<ChangeKind<?>> kinds) {
        backend = Backend.of(config);
        backend.migrate();
        groups = backend.writer(new ChangeKinds(kinds));
        jdbi = Jdbi.create(backend.readers());
        readThreads = Executors.newFixedThreadPool(
                READERS, Thread.ofPlatform().name("reader-", 0).daemon().factory());
        derived = new DerivedDatabase(backend.kind(), backend.derived());
        committer = new Committer(groups);
        committer.start();
    }

    /** Without kinds: for changes that are made in bodies alone. */
    public Database(StorageConfig config) {
        this(config, Set.of());
    }

    /** Queries what has been committed before this call; blocks until the answer is there. */
    public <T> T read(Read<T> read) {
        try {
            return CompletableFuture.supplyAsync(() -> readNow(read), readThreads)
                    .get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StorageException known
                    ? known
                    : new StorageException("a query failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted during a query", e);
        } catch (RejectedExecutionException e) {
            throw new StorageException("the database is closed", e);
        }
    }

    private <T> T readNow(Read<T> read) {
        groups.settleForReading();
        try (Handle handle = jdbi.open()) {
            return read.run(handle);
        } catch (Exception e) {
            throw new StorageException("a query failed: " + e.getMessage(), e);
        }
    }

    /** Hands a unit to the committer; its completion is announced by the unit. */
    public void submit(UnitOfWork unit) {
        committer.submit(unit);
    }

    /** Runs a transaction among the others of its group and returns when it is durable. */
    public <T> T write(Read<T> transaction) {
        return write(transaction, result -> {});
    }

    /**
     * The same, with an effect that runs on the committer's thread before this method returns, so
     * that effects of several transactions follow each other as the transactions do.
     *
     * @param effect must not block
     */
    public <T> T write(Read<T> transaction, Consumer<T> effect) {
        // the body may run a second time when its group failed: the last result is the one that counts
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<T> durable = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        unit.body(handle -> result.obtrudeValue(transaction.run(handle)));
        unit.afterCommit(() -> {
            T value = result.join();
            try {
                effect.accept(value);
            } finally {
                durable.complete(value);
            }
        });
        unit.onFailure(durable::completeExceptionally);
        submit(unit);
        try {
            return durable.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException known
                    ? known
                    : new StorageException("storage refused: " + e.getMessage(), e);
        }
    }

    /** Where data belongs that is made from what is stored here. */
    public DerivedDatabase derived() {
        return derived;
    }

    public CommitCounts counts() {
        return committer.counts();
    }

    /** Commits what was submitted, then lets go of the database. */
    @Override
    public void close() {
        committer.close();
        CommitCounts counts = counts();
        LOG.info("{} units were committed in {} groups", counts.units(), counts.groups());
        endReading();
        derived.close();
        backend.close();
    }

    /** Queries that have begun get their answers, and their callers are not left waiting. */
    private void endReading() {
        readThreads.shutdown();
        try {
            if (!readThreads.awaitTermination(READING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("some queries did not end in time");
                readThreads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
