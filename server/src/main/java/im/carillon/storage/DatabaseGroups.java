package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Body;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group is one transaction of the database. When it fails, its units are tried one by one, so that
 * one bad unit does not fail its neighbours; when the connection broke before the commit, the group is
 * tried once more on a new one.
 */
final class DatabaseGroups implements GroupWriter {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseGroups.class);

    private final WriterConnection connection;
    private final ChangeKinds kinds;
    private final Optional<CommitMark> mark;
    private final RefusalLog refusals = new RefusalLog();
    private long number;

    /** @param mark only where a connection can break during a commit */
    DatabaseGroups(WriterConnection connection, ChangeKinds kinds, Optional<CommitMark> mark) {
        this.connection = connection;
        this.kinds = kinds;
        this.mark = mark;
    }

    @Override
    public Map<UnitOfWork, StorageException> write(List<UnitOfWork> group) throws CommitInDoubtException {
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        boolean wasOpen = connection.isOpen();
        try {
            try {
                transaction(group, failed);
            } catch (SQLException e) {
                if (!wasOpen || connection.isOpen()) {
                    throw e;
                }
                LOG.info("the connection to the database was lost, trying a new one: {}", e.toString());
                failed.clear();
                transaction(group, failed);
            }
        } catch (SQLException | RuntimeException e) {
            failed.clear();
            if (group.size() == 1 || !connection.isOpen()) {
                refusals.refused(group.size(), e);
                StorageException cause = StorageException.refused(e);
                group.forEach(unit -> failed.put(unit, cause));
            } else {
                LOG.warn("a group of {} failed, trying its units one by one: {}", group.size(), e.toString());
                oneByOne(group, failed);
            }
        }
        return failed;
    }

    private void oneByOne(List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed)
            throws CommitInDoubtException {
        for (int i = 0; i < group.size(); i++) {
            try {
                failed.putAll(write(List.of(group.get(i))));
            } catch (CommitInDoubtException e) {
                StorageException cause = StorageException.refused(e);
                group.subList(i + 1, group.size()).forEach(unit -> failed.put(unit, cause));
                throw new CommitInDoubtException(e.number(), e.open(), failed, e);
            }
        }
    }

    private void transaction(List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed)
            throws SQLException, CommitInDoubtException {
        WriteContext writer = connection.open();
        try {
            if (mark.isPresent()) {
                mark.get().prepare(writer);
            }
            if (!execute(writer, group, failed)) {
                return;
            }
            number++;
            if (mark.isPresent()) {
                mark.get().set(writer, number);
            }
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
        try {
            writer.connection().commit();
        } catch (SQLException e) {
            connection.rollback();
            if (mark.isPresent()) {
                throw new CommitInDoubtException(number, group, failed, e);
            }
            throw e;
        }
    }

    /** Answers whether there is anything to commit. */
    private boolean execute(WriteContext writer, List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed)
            throws SQLException {
        ChangeBatches batches = new ChangeBatches();
        boolean dirty = false;
        for (UnitOfWork unit : group) {
            unit.changes().forEach(entry -> kinds.requireBound(entry.kind()));
            Body body = unit.bodyOrNull();
            if (body != null) {
                batches.flush(writer);
                dirty = true;
                runBody(writer, unit, body, failed);
            } else {
                batches.add(unit.changes());
            }
        }
        return batches.flush(writer) || dirty;
    }

    /** A unit with a body: its rows and its body stand or fall together. */
    private void runBody(WriteContext writer, UnitOfWork unit, Body body, Map<UnitOfWork, StorageException> failed)
            throws SQLException {
        Savepoint savepoint = writer.connection().setSavepoint("unit");
        try {
            ChangeBatches own = new ChangeBatches();
            own.add(unit.changes());
            own.flush(writer);
            body.run(connection.handle());
            writer.connection().releaseSavepoint(savepoint);
        } catch (Exception e) {
            writer.connection().rollback(savepoint);
            failed.put(unit, StorageException.refused(e));
        }
    }

    @Override
    public boolean happened(CommitInDoubtException doubt) {
        try {
            return mark.isPresent() && mark.get().last(connection.open()) >= doubt.number();
        } catch (SQLException e) {
            connection.rollback();
            throw StorageException.refused(e);
        }
    }

    @Override
    public void settleForReading() {
        // what is acknowledged is in the database
    }

    @Override
    public void close() {
        if (mark.isPresent() && connection.isOpen()) {
            try {
                mark.get().remove(connection.open());
            } catch (SQLException e) {
                LOG.debug("the row in commit_mark stays: {}", e.toString());
            }
        }
        connection.close();
    }
}
