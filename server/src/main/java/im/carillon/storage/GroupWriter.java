package im.carillon.storage;

import java.util.List;
import java.util.Map;

/**
 * Makes groups of units durable: in the database itself ({@link DatabaseGroups}), or in a journal in
 * front of it ({@link JournaledGroups}).
 */
interface GroupWriter extends AutoCloseable {

    /**
     * Returns when the fate of every unit is known; what could not be written is in the result. Called
     * by the committer.
     */
    Map<UnitOfWork, StorageException> write(List<UnitOfWork> group) throws CommitInDoubtException;

    /**
     * Whether a commit whose answer was lost did happen. Called by the committer.
     *
     * @throws StorageException when that still cannot be found out
     */
    boolean happened(CommitInDoubtException doubt);

    /** Returns when queries see everything that was acknowledged before this call. Called by any thread. */
    void settleForReading();

    /** No more groups will come. */
    @Override
    void close();
}
