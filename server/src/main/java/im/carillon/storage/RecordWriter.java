package im.carillon.storage;

import im.carillon.storage.UnitOfWork.Entry;
import java.util.ArrayList;
import java.util.List;

/** Puts the changes of a group into one record of the journal. Used by the committer alone. */
final class RecordWriter {

    private final ChangeKinds kinds;
    private final ChangeOutput out = new ChangeOutput();
    private final ChangeOutput single = new ChangeOutput();
    private final List<ChangeKind<?>> known = new ArrayList<>();
    private List<Entry<?>> changes = new ArrayList<>();

    RecordWriter(ChangeKinds kinds) {
        this.kinds = kinds;
    }

    void begin() {
        out.clear();
        out.skip(JournalFormat.RECORD_HEAD);
        known.clear();
        changes = new ArrayList<>();
    }

    /** Adds the changes of a unit, or, when one of them cannot be written, none of them. */
    void add(UnitOfWork unit) {
        int length = out.length();
        int kindsBefore = known.size();
        try {
            for (Entry<?> entry : unit.changes()) {
                add(entry);
            }
            changes.addAll(unit.changes());
        } catch (RuntimeException e) {
            out.truncate(length);
            known.subList(kindsBefore, known.size()).clear();
            throw e;
        }
    }

    private <C> void add(Entry<C> entry) {
        int number = known.indexOf(entry.kind());
        if (number >= 0) {
            out.number(number);
        } else {
            kinds.requireBound(entry.kind());
            out.number(known.size()).text(entry.kind().name());
            known.add(entry.kind());
        }
        single.clear();
        entry.kind().encode(entry.change(), single);
        out.bytes(single.array(), single.length());
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Ends the record; its bytes are in {@link #bytes} until the next one is begun. */
    JournalRecord seal(long sequence) {
        JournalFormat.seal(out.array(), out.length(), sequence);
        return new JournalRecord(sequence, changes, out.length());
    }

    byte[] bytes() {
        return out.array();
    }
}
