package im.carillon.storage;

import com.google.inject.Binder;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.sql.SQLException;
import java.util.List;

/**
 * One kind of row change that is durable before it is in the database: what it carries, how that is
 * written to the journal and read back, and the SQL that applies it. A feature keeps all of it in one
 * small class and binds an instance with {@link #binder}.
 *
 * <p>A change is acknowledged once it is in the journal, so its application must not depend on luck:
 * it overwrites or ignores what is there ({@code ON CONFLICT}) rather than failing on it.
 *
 * <p>Changes of one kind are applied in the order in which they were added. Changes of different
 * kinds are not ordered among each other, so whatever meets in the same row belongs to one kind: a
 * sealed interface with a record for each thing that can happen to it.
 *
 * @param <C> what a single change carries; an immutable value
 */
public interface ChangeKind<C> {

    /**
     * Stands for this kind in the journal: unique, short, and never changed, since a server reads what
     * its predecessor wrote.
     */
    String name();

    /** Writes a change; called on the committer's thread. */
    void encode(C change, ChangeOutput out);

    /** Reads what {@link #encode} wrote, also what earlier versions of it wrote. */
    C decode(ChangeInput in);

    /**
     * Applies a batch inside a transaction, on one thread at a time. Several thousand changes may come
     * together: what a later one of them makes void need not be written, see {@link LastOfEach}.
     */
    void apply(WriteContext context, List<C> changes) throws SQLException;

    /** The set of all kinds. */
    static Multibinder<ChangeKind<?>> binder(Binder binder) {
        return Multibinder.newSetBinder(binder, new TypeLiteral<ChangeKind<?>>() {});
    }
}
