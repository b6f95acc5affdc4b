package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the journal: one after the other, used again, gone when the database has their contents. */
class JournalSegmentsTest {

    private static final ChangeKind<Integer> ROWS = new Numbers();
    private static final ChangeKinds KINDS = new ChangeKinds(Set.of(ROWS));
    private static final long DATABASE = 42;
    private static final int SMALL = 4_096;

    @TempDir
    Path temporary;

    private JournalFolder folder = new JournalFolder(Path.of(""));
    private Journal journal = new Journal(folder, DATABASE, SMALL, 1);
    private final RecordWriter record = new RecordWriter(KINDS);

    @BeforeEach
    void begin() {
        folder = new JournalFolder(temporary.resolve("journal"));
        journal = new Journal(folder, DATABASE, SMALL, 1);
    }

    /** A group whose one change is its own number, with so many others to make it large. */
    private void appendOne(long sequence, int others) throws IOException {
        record.begin();
        UnitOfWork unit = new UnitOfWork();
        unit.change(ROWS, (int) sequence);
        for (int i = 0; i < others; i++) {
            unit.change(ROWS, 1_000_000 + i);
        }
        record.add(unit);
        JournalRecord sealed = record.seal(sequence);
        journal.append(sequence, record.bytes(), sealed.size());
    }

    private void append(long from, long to) throws IOException {
        for (long sequence = from; sequence <= to; sequence++) {
            appendOne(sequence, 100);
        }
    }

    private List<Long> replayedAbove(long applied) throws IOException {
        List<Long> sequences = new ArrayList<>();
        new JournalReplay(folder, KINDS, new JournalState.Row(DATABASE, applied))
                .run(records -> records.forEach(r -> {
                    assertThat(r.changes().getFirst().change()).isEqualTo((int) r.sequence());
                    sequences.add(r.sequence());
                }));
        return sequences;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void recordsGoOnInTheNextSegment() throws Exception {
        append(1, 100);
        assertThat(folder.segments()).hasSizeGreaterThan(5);
        assertThat(replayedAbove(0)).isEqualTo(range(1, 100));
        assertThat(replayedAbove(37)).isEqualTo(range(38, 100));
        assertThat(replayedAbove(100)).isEmpty();
    }

    @Test
    void whatTheDatabaseHasGoesAndItsFilesAreUsedAgain() throws Exception {
        for (long at = 1; at <= 300; at += 10) {
            append(at, at + 9);
            journal.retire(at);
            assertThat(folder.segments()).hasSizeLessThan(4);
            assertThat(replayedAbove(at)).isEqualTo(range(at + 1, at + 9));
        }
        journal.clear();
        try (var left = Files.list(folder.path())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aRecordThatIsLargerThanASegmentHasOneOfItsOwn() throws Exception {
        append(1, 3);
        appendOne(4, 5_000);
        append(5, 10);
        assertThat(replayedAbove(0)).isEqualTo(range(1, 10));
    }

    @Test
    void aSegmentThatIsMissingStopsTheStart() throws Exception {
        append(1, 100);
        List<Path> segments = folder.segments();
        Files.delete(segments.get(1));
        assertThatThrownBy(() -> replayedAbove(0))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(segments.getFirst().toString());
        // but one that the database has is missed by nobody
        assertThat(replayedAbove(90)).isEqualTo(range(91, 100));
        Files.delete(segments.getFirst());
        assertThatThrownBy(() -> replayedAbove(0)).hasMessageContaining("the database has only those up to 0");
    }

    @Test
    void whatFollowsAFailedWriteCountsInItsStead() throws Exception {
        append(1, 3);
        // a record that could not be synced stays in the file, and the group of that number is another one
        record.begin();
        UnitOfWork lost = new UnitOfWork();
        lost.change(ROWS, -1);
        record.add(lost);
        JournalRecord sealed = record.seal(4);
        byte[] file = Files.readAllBytes(folder.segments().getFirst());
        int end = JournalFormat.HEAD;
        for (long sequence = 1; sequence <= 3; sequence++) {
            end = JournalFormat.endOfRecord(file, end, sequence).getAsInt();
        }
        System.arraycopy(record.bytes(), 0, file, end, sealed.size());
        Files.write(folder.segments().getFirst(), file);
        journal.close();
        journal = new Journal(folder, DATABASE, SMALL, 2);
        append(4, 6);
        assertThat(folder.segments()).hasSize(2);
        assertThat(replayedAbove(0)).isEqualTo(range(1, 6));
    }

    @Test
    void aSegmentThatWasNeverUsedIsPassedOver() throws Exception {
        append(1, 3);
        Files.write(folder.segment(9), new byte[SMALL]);
        Files.write(folder.segment(10), new byte[10]);
        assertThat(replayedAbove(0)).isEqualTo(range(1, 3));
    }

    /** The power went while a file was being used again: its new name was durable, its new head not yet. */
    @Test
    void aFileWithAnOldHeadAndANewNameHidesNothing() throws Exception {
        append(1, 100);
        List<Path> segments = folder.segments();
        Files.move(segments.getFirst(), folder.segment(1_000));
        assertThat(replayedAbove(60)).isEqualTo(range(61, 100));
        assertThat(replayedAbove(0)).isEqualTo(range(1, 100));
    }
}
