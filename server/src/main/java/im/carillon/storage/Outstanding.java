package im.carillon.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The records that are in the journal and not yet in the database, oldest first. Safe for use by several threads. */
final class Outstanding {

    private final Deque<JournalRecord> records = new ArrayDeque<>();
    private int changes;
    private long size;
    private long since;

    synchronized void add(JournalRecord record) {
        if (records.isEmpty()) {
            since = System.nanoTime();
        }
        records.add(record);
        changes += record.changes().size();
        size += record.size();
    }

    /** The oldest records, left where they are: about so many changes. */
    synchronized List<JournalRecord> oldest(int most) {
        List<JournalRecord> some = new ArrayList<>();
        int count = 0;
        for (JournalRecord record : records) {
            if (count >= most) {
                break;
            }
            some.add(record);
            count += record.changes().size();
        }
        return some;
    }

    /** These are in the database. */
    synchronized void removeUpTo(long sequence) {
        while (!records.isEmpty() && records.peek().sequence() <= sequence) {
            JournalRecord gone = records.remove();
            changes -= gone.changes().size();
            size -= gone.size();
        }
        since = System.nanoTime();
    }

    synchronized int changes() {
        return changes;
    }

    /** Bytes in the journal. */
    synchronized long size() {
        return size;
    }

    /** For how long the oldest has been waiting, in nanoseconds; negative when there is none. */
    synchronized long age() {
        return records.isEmpty() ? -1 : Math.max(0, System.nanoTime() - since);
    }
}
