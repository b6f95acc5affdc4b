package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Entry;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the database up to what is in the journal, in large batches.
 *
 * <p>Whoever holds {@link #writing} may use the connection that writes: the thread that applies in
 * the background, a reader that has to see what was acknowledged before it asked, and the committer
 * for groups that go to the database themselves. The sequence of the last applied record is a row of
 * the same transaction, so that each record is applied exactly once whatever happens.
 *
 * <p>Batches are committed without fsync, since the journal has their contents, except when segments
 * of the journal can go for it.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int LARGEST_BATCH = 16_384;

    private final ReentrantLock writing = new ReentrantLock(true);
    private final SqliteWriter writer;
    private final Journal journal;
    private final RejectedChanges rejected;
    private final Outstanding outstanding = new Outstanding();
    private boolean unsure;
    private boolean closed;
    private volatile long applied;

    CatchUp(SqliteWriter writer, Journal journal, RejectedChanges rejected, long applied) {
        this.writer = writer;
        this.journal = journal;
        this.rejected = rejected;
        this.applied = applied;
    }

    /** The last record that the database has. */
    long applied() {
        return applied;
    }

    ReentrantLock writing() {
        return writing;
    }

    Outstanding outstanding() {
        return outstanding;
    }

    /** Returns when the database has this record and all before it. */
    void upTo(long sequence) {
        while (applied < sequence) {
            writing.lock();
            try {
                if (applied < sequence) {
                    applySome();
                }
            } finally {
                writing.unlock();
            }
        }
    }

    /** Applies everything and makes it durable in the database, so that the journal can go. */
    void finish(long sequence) {
        upTo(sequence);
        writing.lock();
        try {
            writer.checkpoint();
            journal.retire(sequence);
        } catch (SQLException e) {
            throw StorageException.refused(e);
        } finally {
            writing.unlock();
        }
    }

    /** From now on nothing is written. */
    void close() {
        writing.lock();
        try {
            closed = true;
            writer.close();
        } finally {
            writing.unlock();
        }
    }

    /** Holding the lock. */
    private void applySome() {
        if (closed) {
            throw new StorageException("the database is closed");
        }
        try {
            WriteContext context = writer.connection().open();
            if (unsure) {
                applied = JournalState.read(context.connection()).applied();
                context.connection().commit();
                outstanding.removeUpTo(applied);
                unsure = false;
            }
            List<JournalRecord> batch = outstanding.oldest(LARGEST_BATCH);
            if (!batch.isEmpty()) {
                apply(batch);
            }
        } catch (SQLException | RuntimeException e) {
            unsure = true;
            writer.failed(e);
            throw StorageException.refused(e);
        }
    }

    private void apply(List<JournalRecord> batch) throws SQLException {
        long last = batch.getLast().sequence();
        boolean durable = journal.hasUnneeded(last);
        WriteContext context = writer.open(durable);
        try {
            together(context, batch);
        } catch (SQLException | RuntimeException e) {
            if (!SqliteErrors.isOfTheRows(e)) {
                throw e;
            }
            LOG.error("a batch of the journal failed, trying its changes one by one: {}", e.toString());
            writer.connection().rollback();
            context = writer.open(durable);
            singly(context, batch);
        }
        JournalState.applied(context, last);
        context.connection().commit();
        applied = last;
        outstanding.removeUpTo(last);
        if (durable) {
            journal.retire(last);
        }
        journal.prepare();
    }

    private static void together(WriteContext context, List<JournalRecord> batch) throws SQLException {
        ChangeBatches batches = new ChangeBatches();
        batch.forEach(record -> batches.add(record.changes()));
        batches.flush(context);
    }

    /** One change at a time; what cannot be applied is put aside instead of stopping all others for ever. */
    private void singly(WriteContext context, List<JournalRecord> batch) throws SQLException {
        for (JournalRecord record : batch) {
            for (Entry<?> change : record.changes()) {
                Savepoint savepoint = context.connection().setSavepoint("change");
                try {
                    ChangeBatches single = new ChangeBatches();
                    single.add(List.of(change));
                    single.flush(context);
                    context.connection().releaseSavepoint(savepoint);
                } catch (SQLException | RuntimeException e) {
                    if (!SqliteErrors.isOfTheRows(e)) {
                        throw e;
                    }
                    context.connection().rollback(savepoint);
                    rejected.keep(record.sequence(), change, e);
                }
            }
        }
    }
}
