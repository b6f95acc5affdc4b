package im.carillon.storage;

import java.util.List;
import java.util.Map;

/** The connection broke while a commit was under way, so it may have happened or not. */
final class CommitInDoubtException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient long number;
    private final transient List<UnitOfWork> open;
    private final transient Map<UnitOfWork, StorageException> failed;

    /**
     * @param number which group it was
     * @param open the units whose fate depends on the answer
     * @param failed the units of the same group that have failed already
     */
    CommitInDoubtException(
            long number, List<UnitOfWork> open, Map<UnitOfWork, StorageException> failed, Throwable cause) {
        super("the connection broke during a commit: " + cause.getMessage(), cause);
        this.number = number;
        this.open = open;
        this.failed = failed;
    }

    long number() {
        return number;
    }

    List<UnitOfWork> open() {
        return open;
    }

    Map<UnitOfWork, StorageException> failed() {
        return failed;
    }
}
