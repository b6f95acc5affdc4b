package im.carillon.storage;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group without bodies is one record of the journal: one write and one fsync of a small file. The
 * database is filled behind it: by a thread of its own a little later, before a query, and before a
 * group that has bodies, which goes to the database itself.
 */
final class JournaledGroups implements GroupWriter {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledGroups.class);

    /** With so much outstanding, the committer itself waits for the database. */
    private static final int MOST_CHANGES = 65_536;

    private static final long MOST_BYTES = 64L << 20;

    private final Journal journal;
    private final RecordWriter record;
    private final DatabaseGroups withBodies;
    private final SqliteWriter writer;
    private final CatchUp catchUp;
    private final CatchUpThread background;
    private final RefusalLog refusals = new RefusalLog();
    private volatile long acknowledged;

    /** @param acknowledged the last sequence of the journal so far, all of which is in the database */
    JournaledGroups(Journal journal, SqliteWriter writer, ChangeKinds kinds, CatchUp catchUp, long acknowledged) {
        this.journal = journal;
        this.writer = writer;
        this.catchUp = catchUp;
        this.record = new RecordWriter(kinds);
        this.withBodies = new DatabaseGroups(writer.connection(), kinds, Optional.empty());
        this.acknowledged = acknowledged;
        this.background = new CatchUpThread(catchUp, () -> this.acknowledged);
        background.start();
    }

    @Override
    public Map<UnitOfWork, StorageException> write(List<UnitOfWork> group) throws CommitInDoubtException {
        for (UnitOfWork unit : group) {
            if (unit.bodyOrNull() != null) {
                return toDatabase(group);
            }
        }
        return toJournal(group);
    }

    private Map<UnitOfWork, StorageException> toDatabase(List<UnitOfWork> group) throws CommitInDoubtException {
        catchUp.writing().lock();
        try {
            catchUp.upTo(acknowledged);
            writer.open(true);
            Map<UnitOfWork, StorageException> failed = withBodies.write(group);
            failed.values().stream()
                    .filter(SqliteErrors::isInputOutput)
                    .findAny()
                    .ifPresent(writer::failed);
            return failed;
        } catch (StorageException | SQLException e) {
            refusals.refused(group.size(), e);
            return all(group, e);
        } finally {
            catchUp.writing().unlock();
        }
    }

    private Map<UnitOfWork, StorageException> toJournal(List<UnitOfWork> group) {
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        record.begin();
        for (UnitOfWork unit : group) {
            try {
                record.add(unit);
            } catch (RuntimeException e) {
                LOG.error("a unit cannot be written to the journal", e);
                failed.put(unit, StorageException.refused(e));
            }
        }
        if (record.isEmpty()) {
            return failed;
        }
        try {
            holdBack();
            JournalRecord sealed = record.seal(acknowledged + 1);
            journal.append(sealed.sequence(), record.bytes(), sealed.size());
            catchUp.outstanding().add(sealed);
            acknowledged = sealed.sequence();
            background.added();
        } catch (IOException | RuntimeException e) {
            refusals.refused(group.size(), e);
            return all(group, e);
        }
        return failed;
    }

    private void holdBack() {
        if (catchUp.outstanding().changes() > MOST_CHANGES
                || catchUp.outstanding().size() > MOST_BYTES) {
            catchUp.upTo(acknowledged);
        }
    }

    private static Map<UnitOfWork, StorageException> all(List<UnitOfWork> group, Exception e) {
        StorageException cause = e instanceof StorageException known ? known : StorageException.refused(e);
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        group.forEach(unit -> failed.put(unit, cause));
        return failed;
    }

    @Override
    public boolean happened(CommitInDoubtException doubt) {
        return withBodies.happened(doubt);
    }

    @Override
    public void settleForReading() {
        catchUp.upTo(acknowledged);
    }

    /** Leaves nothing in the journal, if the database takes it; otherwise the next start goes on with it. */
    @Override
    public void close() {
        background.close();
        try {
            catchUp.finish(acknowledged);
            journal.clear();
        } catch (StorageException e) {
            LOG.warn("the last changes stay in the journal until the next start: {}", e.getMessage());
            journal.close();
        }
        catchUp.close();
    }
}
