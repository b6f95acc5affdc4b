package im.carillon.storage;

import java.sql.SQLException;
import java.util.List;

/**
 * One kind of row change that the committer applies in batches. Changes of one kind are applied in
 * the order in which they were added; changes of different kinds within one group must not depend
 * on each other.
 *
 * @param <C> what a single change carries
 */
@FunctionalInterface
public interface ChangeKind<C> {

    /** Applies a batch on the committer's thread, inside its transaction. */
    void apply(WriteContext context, List<C> changes) throws SQLException;
}
