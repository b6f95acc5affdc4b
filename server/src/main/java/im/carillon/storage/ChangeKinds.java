package im.carillon.storage;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** All kinds of changes by their names, so that a journal can be read. */
final class ChangeKinds {

    private final Map<String, ChangeKind<?>> byName = new HashMap<>();

    ChangeKinds(Collection<ChangeKind<?>> kinds) {
        for (ChangeKind<?> kind : kinds) {
            ChangeKind<?> other = byName.put(kind.name(), kind);
            if (other != null) {
                throw new IllegalArgumentException("two kinds of changes are called '" + kind.name() + "': "
                        + other.getClass().getName() + " and "
                        + kind.getClass().getName());
            }
        }
    }

    Optional<ChangeKind<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** What is written now must be readable at the next start. */
    void requireBound(ChangeKind<?> kind) {
        if (!kind.equals(byName.get(kind.name()))) {
            throw new IllegalStateException("the kind of change '" + kind.name()
                    + "' is not bound: its module adds it to ChangeKind.binder(binder())");
        }
    }
}
