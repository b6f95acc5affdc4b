package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Entry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes gathered by kind, each kind to be applied at one go. */
final class ChangeBatches {

    private final Map<ChangeKind<?>, List<Object>> batches = new LinkedHashMap<>();

    void add(List<Entry<?>> entries) {
        for (int i = 0; i < entries.size(); i++) {
            add(entries.get(i));
        }
    }

    private <C> void add(Entry<C> entry) {
        Object change = entry.change();
        batches.computeIfAbsent(entry.kind(), kind -> new ArrayList<>()).add(change);
    }

    /** Applies all and forgets them; answers whether there was anything. */
    boolean flush(WriteContext writer) throws SQLException {
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
}
