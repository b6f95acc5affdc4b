package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Body;
import im.carillon.storage.UnitOfWork.Entry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes units of work durable: takes whatever is waiting, writes it in one transaction, and only
 * after the commit (with its fsync) lets the effects run, in the order of submission. While one
 * group is being written the next one gathers, so the group grows with the load and a single
 * message waits for one fsync only.
 *
 * <p>One platform thread owns the connection and everything in this class except {@link #submit}.
 * When a group fails, its units are tried one by one, so that one bad unit does not fail its
 * neighbours. When the connection is lost, it is opened anew with the next group.
 */
final class Committer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int LARGEST_GROUP = 512;

    private final BlockingQueue<UnitOfWork> waiting = new LinkedBlockingQueue<>();
    private final ConnectionSource connections;
    private final Thread thread;
    private final UnitOfWork stop = new UnitOfWork();
    private final LongAdder groups = new LongAdder();
    private final LongAdder units = new LongAdder();
    private @Nullable WriteContext context;
    private @Nullable Handle handle;

    /** Opens the one connection that writes. */
    @FunctionalInterface
    interface ConnectionSource {
        Connection open() throws SQLException;
    }

    Committer(ConnectionSource connections) {
        this.connections = connections;
        this.thread = Thread.ofPlatform().name("committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a unit; never blocks. Who may submit how much is bounded by the sessions. */
    void submit(UnitOfWork unit) {
        waiting.add(unit);
    }

    /** How many groups and units have been committed so far. */
    CommitCounts counts() {
        return new CommitCounts(groups.sum(), units.sum());
    }

    /** How many units wait for the next group. */
    int waiting() {
        return waiting.size();
    }

    /** Commits what was submitted before this call, then ends. */
    @Override
    public void close() {
        waiting.add(stop);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<UnitOfWork> group = new ArrayList<>(LARGEST_GROUP);
        boolean running = true;
        while (running) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                break;
            }
            waiting.drainTo(group, LARGEST_GROUP - 1);
            running = !group.remove(stop);
            if (!group.isEmpty()) {
                commit(group);
            }
        }
        disconnect();
    }

    private void commit(List<UnitOfWork> group) {
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        List<UnitOfWork> assembled = new ArrayList<>(group.size());
        for (UnitOfWork unit : group) {
            try {
                unit.assemble();
                assembled.add(unit);
            } catch (RuntimeException e) {
                // half of it must not be written, nor count as done
                LOG.error("assembling a unit failed", e);
                failed.put(unit, new StorageException("storage refused: " + e.getMessage(), e));
            }
        }
        if (!assembled.isEmpty()) {
            failed.putAll(write(assembled));
        }
        for (UnitOfWork unit : group) {
            StorageException cause = failed.get(unit);
            guarded("completing a unit", () -> unit.completed(cause));
        }
        groups.increment();
        units.add(group.size());
    }

    /** Writes the group; what could not be written is in the result. */
    private Map<UnitOfWork, StorageException> write(List<UnitOfWork> group) {
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        try {
            transaction(group, failed);
        } catch (SQLException | RuntimeException e) {
            failed.clear();
            if (group.size() == 1 || !isConnected()) {
                LOG.error("storage refused {} units: {}", group.size(), e.toString());
                StorageException cause = new StorageException("storage refused: " + e.getMessage(), e);
                group.forEach(unit -> failed.put(unit, cause));
            } else {
                LOG.warn("a group of {} failed, trying its units one by one: {}", group.size(), e.toString());
                group.forEach(unit -> failed.putAll(write(List.of(unit))));
            }
        }
        return failed;
    }

    private void transaction(List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed) throws SQLException {
        WriteContext writer = connected();
        try {
            Map<ChangeKind<?>, List<Object>> batches = new LinkedHashMap<>();
            boolean dirty = false;
            for (UnitOfWork unit : group) {
                Body body = unit.bodyOrNull();
                if (body != null) {
                    flush(writer, batches);
                    dirty = true;
                    runBody(writer, unit, body, failed);
                } else {
                    gather(unit, batches);
                }
            }
            dirty |= flush(writer, batches);
            if (dirty) {
                writer.connection().commit();
            }
        } catch (SQLException | RuntimeException e) {
            rollback(writer);
            throw e;
        }
    }

    private static void gather(UnitOfWork unit, Map<ChangeKind<?>, List<Object>> batches) {
        for (Entry<?> entry : unit.changes()) {
            batches.computeIfAbsent(entry.kind(), k -> new ArrayList<>())
                    .add(java.util.Objects.requireNonNull(entry.change()));
        }
    }

    private static boolean flush(WriteContext writer, Map<ChangeKind<?>, List<Object>> batches) throws SQLException {
        if (batches.isEmpty()) {
            return false;
        }
        for (Map.Entry<ChangeKind<?>, List<Object>> batch : batches.entrySet()) {
            apply(writer, batch.getKey(), batch.getValue());
        }
        batches.clear();
        return true;
    }

    @SuppressWarnings("unchecked") // the list was filled with changes of this very kind
    private static <C> void apply(WriteContext writer, ChangeKind<C> kind, List<Object> changes) throws SQLException {
        kind.apply(writer, (List<C>) changes);
    }

    /** A unit with a body: its rows and its body stand or fall together. */
    private void runBody(WriteContext writer, UnitOfWork unit, Body body, Map<UnitOfWork, StorageException> failed)
            throws SQLException {
        Savepoint savepoint = writer.connection().setSavepoint("unit");
        try {
            Map<ChangeKind<?>, List<Object>> own = new LinkedHashMap<>();
            gather(unit, own);
            flush(writer, own);
            body.run(java.util.Objects.requireNonNull(handle));
            writer.connection().releaseSavepoint(savepoint);
        } catch (Exception e) {
            writer.connection().rollback(savepoint);
            failed.put(unit, new StorageException("storage refused: " + e.getMessage(), e));
        }
    }

    private WriteContext connected() throws SQLException {
        WriteContext known = context;
        if (known == null) {
            Connection connection = connections.open();
            connection.setAutoCommit(false);
            known = new WriteContext(connection);
            context = known;
            handle = Jdbi.open(connection);
        }
        return known;
    }

    private boolean isConnected() {
        return context != null;
    }

    private void rollback(WriteContext writer) {
        try {
            writer.connection().rollback();
            if (!writer.connection().isValid(2)) {
                disconnect();
            }
        } catch (SQLException e) {
            disconnect();
        }
    }

    private void disconnect() {
        WriteContext old = context;
        context = null;
        handle = null;
        if (old != null) {
            try {
                old.close();
            } catch (SQLException e) {
                LOG.debug("closing the database connection: {}", e.toString());
            }
        }
    }

    private static void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed", what, e);
        }
    }
}
