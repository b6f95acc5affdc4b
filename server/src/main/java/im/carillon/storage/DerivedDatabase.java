package im.carillon.storage;

import im.carillon.storage.Database.Read;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What is made from the stored data and can be made again from it, such as a search index. It is
 * kept apart from the rest, so that nobody's commit waits for it: with the embedded database in a file
 * of its own, with PostgreSQL on connections of its own. Its commits do not wait for the disk; after a
 * loss of power the last of them may be missing, and none is torn.
 *
 * <p>Methods block the calling (virtual) thread; the work is done by a few platform threads.
 */
public final class DerivedDatabase implements AutoCloseable {

    private static final int THREADS = 2;

    /** Of which kind the database is: derived data may be in a form that only one of them has. */
    public enum Kind {
        SQLITE,
        POSTGRESQL
    }

    private final Kind kind;
    private final Jdbi jdbi;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().name("derived-", 0).daemon().factory());

    DerivedDatabase(Kind kind, ConnectionFactory connections) {
        this.kind = kind;
        this.jdbi = Jdbi.create(connections);
    }

    public Kind kind() {
        return kind;
    }

    public <T> T read(Read<T> read) {
        return run(read);
    }

    /** Runs a transaction; of several at once with the embedded database, one waits for the other. */
    public <T> T write(Read<T> transaction) {
        return run(handle -> handle.inTransaction(transaction::run));
    }

    private <T> T run(Read<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> now(work), threads).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StorageException known
                    ? known
                    : new StorageException("derived data cannot be used: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException("interrupted while waiting for derived data", e);
        }
    }

    private <T> T now(Read<T> work) {
        try (Handle handle = jdbi.open()) {
            return work.run(handle);
        } catch (Exception e) {
            throw new StorageException("derived data cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
