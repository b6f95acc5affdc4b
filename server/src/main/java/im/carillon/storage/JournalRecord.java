package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes of one group.
 *
 * @param sequence the place in the journal
 * @param size how many bytes they take there
 */
record JournalRecord(long sequence, List<Entry<?>> changes, int size) {

    /**
     * Reads a record's payload: changes one after the other, each with the number of its kind in this
     * record, and the kind's name where a number occurs for the first time.
     */
    static JournalRecord read(long sequence, byte[] file, int from, int to, ChangeKinds kinds) {
        ChangeInput in = new ChangeInput(file, from, to);
        List<ChangeKind<?>> known = new ArrayList<>();
        List<Entry<?>> changes = new ArrayList<>();
        while (in.hasMore()) {
            int number = (int) in.number();
            if (number == known.size()) {
                String name = in.text();
                known.add(kinds.find(name)
                        .orElseThrow(() -> new StorageException("the journal holds changes of the kind '" + name
                                + "', which this server does not know;"
                                + " start the version that wrote them once, stop it, and then start this one")));
            }
            changes.add(entry(known.get(number), in));
        }
        return new JournalRecord(sequence, changes, to - from);
    }

    private static <C> Entry<C> entry(ChangeKind<C> kind, ChangeInput in) {
        return new Entry<>(kind, kind.decode(new ChangeInput(in.bytes())));
    }
}
