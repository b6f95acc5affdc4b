package im.carillon.storage;

import im.carillon.storage.JournalFormat.BrokenRecordException;
import im.carillon.storage.JournalFormat.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal that a server left behind which was not stopped properly.
 *
 * <p>The sequence of records must go on without a gap from what the database has to the end. What is
 * broken at the very end was being written when the server died; nobody was told that it is stored,
 * and it is left away. What is broken anywhere else was stored and acknowledged: then the start fails
 * and says what can be done.
 */
final class JournalReplay {

    private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

    private final JournalFolder folder;
    private final ChangeKinds kinds;
    private final JournalState.Row state;
    private long expected;

    JournalReplay(JournalFolder folder, ChangeKinds kinds, JournalState.Row state) {
        this.folder = folder;
        this.kinds = kinds;
        this.state = state;
        this.expected = state.applied() + 1;
    }

    private record Found(Path path, Head head) {}

    /**
     * Hands over the records that the database does not have, segment by segment.
     *
     * @param apply applies the records of one segment; returns when they are durable in the database
     */
    void run(Consumer<List<JournalRecord>> apply) throws IOException {
        List<Found> segments = segments();
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            long limit = last ? Long.MAX_VALUE : segments.get(i + 1).head().first();
            List<JournalRecord> records = read(segments.get(i), limit, last);
            if (!records.isEmpty()) {
                apply.accept(records);
                LOG.info(
                        "{} groups from the journal {} are in the database",
                        records.size(),
                        segments.get(i).path());
            }
        }
    }

    /**
     * All segments that have a head; one without was being made when the server died. They are in the
     * order of what they hold, not of their names: when the power went while a file was being used
     * again, it may have its new name and still its old head, or the other way round.
     */
    private List<Found> segments() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Path path : folder.segments()) {
            byte[] file = Files.readAllBytes(path);
            try {
                Head head = JournalFormat.readHead(file);
                if (head.database() != state.database()) {
                    throw problem(path, "belongs to another database", "Put the database back that it belongs to");
                }
                found.add(new Found(path, head));
            } catch (BrokenRecordException e) {
                if (JournalFormat.laterRecord(file, 0, expected).isPresent()) {
                    throw damaged(path, "is damaged at its head, and groups follow");
                }
                LOG.debug("{} was never used", path);
            }
        }
        found.sort(Comparator.comparingLong(segment -> segment.head().first()));
        return found;
    }

    private List<JournalRecord> read(Found segment, long limit, boolean last) throws IOException {
        long sequence = segment.head().first();
        if (sequence > expected) {
            throw problem(
                    segment.path(),
                    "begins with group " + sequence + ", but the database has only those up to " + (expected - 1),
                    "If the database was restored from a copy, restore the journal of the same moment too");
        }
        byte[] file = Files.readAllBytes(segment.path());
        List<JournalRecord> records = new ArrayList<>();
        int at = JournalFormat.HEAD;
        for (; sequence < limit; sequence++) {
            OptionalInt end = JournalFormat.endOfRecord(file, at, sequence);
            if (end.isEmpty()) {
                atBroken(segment.path(), file, at, sequence, limit, last);
                break;
            }
            if (sequence == expected) {
                records.add(JournalRecord.read(sequence, file, at + JournalFormat.RECORD_HEAD, end.getAsInt(), kinds));
                expected++;
            }
            at = end.getAsInt();
        }
        return records;
    }

    /** Here is no sound record: the end, or damage? */
    private void atBroken(Path path, byte[] file, int at, long sequence, long limit, boolean last) {
        boolean more = last ? JournalFormat.laterRecord(file, at, expected).isPresent() : limit > expected;
        if (more) {
            throw damaged(path, "is damaged at byte " + at + ", in group " + sequence + ", and others follow");
        }
    }

    private StorageException damaged(Path path, String what) {
        return problem(path, what, "Restore the file from a copy, if there is one");
    }

    private StorageException problem(Path path, String what, String advice) {
        return new StorageException("the journal " + path.toAbsolutePath() + " " + what
                + ". It holds what was acknowledged but is not in the database yet. " + advice
                + ". To give up what came after group " + (expected - 1) + ", move the folder "
                + folder.path().toAbsolutePath() + " away, keep it, and start again.");
    }
}
