package im.carillon.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** For kinds whose changes overwrite each other: of a batch, only the last change of each key counts. */
public final class LastOfEach {

    private LastOfEach() {}

    /** The changes that no later one of the batch overwrites, in the order in which they were made. */
    public static <C, K> List<C> of(List<C> changes, Function<C, K> key) {
        Map<K, C> last = LinkedHashMap.newLinkedHashMap(changes.size());
        for (C change : changes) {
            K own = key.apply(change);
            last.remove(own);
            last.put(own, change);
        }
        return last.size() == changes.size() ? changes : new ArrayList<>(last.values());
    }
}
