package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.config.StorageConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left in the journal by a server that died goes to the database at the next start, once. */
class JournalTest {

    private static final ChangeKind<Integer> ROWS = new Numbers();
    private static final Set<ChangeKind<?>> KINDS = Set.of(ROWS);

    @TempDir
    Path temporary;

    private Path folder = Path.of("");
    private int copies;

    @BeforeEach
    void prepare() {
        folder = temporary.resolve("data");
        try (Database database = open(folder)) {
            database.write(handle -> handle.execute("CREATE TABLE number (n INTEGER PRIMARY KEY)"));
        }
    }

    private static Database open(Path folder) {
        return new Database(new StorageConfig.Sqlite(folder.resolve("test.db")), KINDS);
    }

    private static Path journal(Path folder) {
        return folder.resolve("test.db.journal");
    }

    private static Path onlySegment(Path folder) throws IOException {
        List<Path> segments = new JournalFolder(journal(folder)).segments();
        assertThat(segments).hasSize(1);
        return segments.getFirst();
    }

    /** Returns when the unit's fate is known: whether it is durable. */
    private static boolean submit(Database database, int... numbers) throws InterruptedException {
        CountDownLatch known = new CountDownLatch(1);
        List<Integer> done = new ArrayList<>();
        UnitOfWork unit = new UnitOfWork();
        for (int number : numbers) {
            unit.change(ROWS, number);
        }
        unit.afterCommit(() -> {
            done.add(1);
            known.countDown();
        });
        unit.onFailure(e -> known.countDown());
        database.submit(unit);
        assertThat(known.await(20, TimeUnit.SECONDS)).isTrue();
        return !done.isEmpty();
    }

    private static List<Integer> stored(Database database) {
        return database.read(handle -> handle.createQuery("SELECT n FROM number ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    /** What the disk would hold if the power went now. */
    private Path crashed(Path running) throws IOException {
        Path copy = Files.createDirectory(temporary.resolve("copy" + copies++));
        try (Stream<Path> files = Files.walk(running)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(running.relativize(file).toString());
                if (!Files.exists(to)) {
                    Files.copy(file, to);
                }
            }
        }
        return copy;
    }

    /** A folder in whose journal are so many groups of two numbers, none of them in the database. */
    private Path journalOnly(int groups) throws Exception {
        try (Database database = open(folder)) {
            // a reader that holds the log back does not matter; the writer being busy does
            try (var blocker = Blocker.of(folder.resolve("test.db"))) {
                for (int i = 0; i < groups; i++) {
                    assertThat(submit(database, 2 * i, 2 * i + 1)).isTrue();
                }
                return crashed(folder);
            }
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void whatWasAcknowledgedIsThereAfterACrash() throws Exception {
        Path copy = journalOnly(50);
        assertThat(stored(open(folder))).isEqualTo(numbers(100));
        try (Database database = open(copy)) {
            assertThat(stored(database)).isEqualTo(numbers(100));
            assertThat(submit(database, 100)).isTrue();
        }
        try (Database database = open(copy)) {
            assertThat(stored(database)).isEqualTo(numbers(101));
        }
    }

    @Test
    void aServerThatIsStoppedLeavesNoJournal() throws Exception {
        try (Database database = open(folder)) {
            submit(database, 1);
        }
        try (Stream<Path> files = Files.list(journal(folder))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("lock");
        }
    }

    @Test
    void theLastRecordMayBeTornAtAnyByte() throws Exception {
        Path copy = journalOnly(3);
        Path segment = onlySegment(copy);
        byte[] whole = Files.readAllBytes(segment);
        int start = JournalFormat.endOfRecord(
                        whole,
                        JournalFormat.endOfRecord(whole, JournalFormat.HEAD, 1).getAsInt(),
                        2)
                .getAsInt();
        int end = JournalFormat.endOfRecord(whole, start, 3).getAsInt();
        JournalState.Row state =
                new JournalState.Row(JournalFormat.readHead(whole).database(), 0);
        for (int cut = start; cut <= end; cut++) {
            byte[] zeros = whole.clone();
            Arrays.fill(zeros, cut, whole.length, (byte) 0);
            byte[] stale = whole.clone();
            // as in a file that is used again: behind the end there is an older record
            System.arraycopy(whole, JournalFormat.HEAD, stale, cut, start - JournalFormat.HEAD);
            for (byte[] torn : List.of(zeros, stale, Arrays.copyOf(whole, cut))) {
                Files.write(segment, torn);
                assertThat(replayed(copy, state)).as("cut at %d", cut).isEqualTo(numbers(cut == end ? 6 : 4));
            }
        }
        Files.write(segment, Arrays.copyOf(whole, end - 1));
        try (Database database = open(copy)) {
            assertThat(stored(database)).isEqualTo(numbers(4));
            assertThat(submit(database, 4)).isTrue();
            assertThat(stored(database)).isEqualTo(numbers(5));
        }
    }

    private static List<Integer> replayed(Path folder, JournalState.Row state) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        new JournalReplay(new JournalFolder(journal(folder)), new ChangeKinds(KINDS), state)
                .run(records -> records.forEach(
                        record -> record.changes().forEach(entry -> numbers.add((Integer) entry.change()))));
        return numbers;
    }

    @Test
    void aBrokenRecordInTheMiddleStopsTheStart() throws Exception {
        Path copy = journalOnly(3);
        Path segment = onlySegment(copy);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(JournalFormat.HEAD + JournalFormat.RECORD_HEAD + 3);
            file.write(0xff);
        }
        assertThatThrownBy(() -> open(copy))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(segment.toAbsolutePath().toString())
                .hasMessageContaining("damaged")
                .hasMessageContaining("move the folder");
        // and the advice works
        Files.move(journal(copy), copy.resolve("aside"));
        try (Database database = open(copy)) {
            assertThat(stored(database)).isEmpty();
            assertThat(submit(database, 5)).isTrue();
        }
    }

    @Test
    void aBrokenHeadBeforeRecordsStopsTheStart() throws Exception {
        Path copy = journalOnly(1);
        try (RandomAccessFile file = new RandomAccessFile(onlySegment(copy).toFile(), "rw")) {
            file.seek(20);
            file.write(0xff);
        }
        assertThatThrownBy(() -> open(copy)).hasMessageContaining("damaged");
    }

    @Test
    void aJournalOfAnotherDatabaseStopsTheStart() throws Exception {
        Path copy = journalOnly(1);
        Files.delete(copy.resolve("test.db"));
        Files.deleteIfExists(copy.resolve("test.db-wal"));
        Files.deleteIfExists(copy.resolve("test.db-shm"));
        assertThatThrownBy(() -> open(copy)).hasMessageContaining("another database");
    }

    @Test
    void anOldCopyOfTheDatabaseWithANewJournalStopsTheStart() throws Exception {
        Path old = crashed(folder);
        try (Database database = open(folder)) {
            submit(database, 1);
            stored(database);
            database.write(handle -> handle.execute("DELETE FROM number"));
        }
        Path copy = journalOnly(2);
        for (String name : List.of("test.db", "test.db-wal", "test.db-shm")) {
            Files.deleteIfExists(copy.resolve(name));
        }
        Files.copy(old.resolve("test.db"), copy.resolve("test.db"));
        assertThatThrownBy(() -> open(copy)).hasMessageContaining("restored from a copy");
    }

    @Test
    void whatIsInTheDatabaseAlreadyIsNotAppliedAgain() throws Exception {
        try (Database database = open(folder)) {
            for (int i = 0; i < 10; i++) {
                submit(database, i);
            }
            assertThat(stored(database)).hasSize(10);
            // applied, and the segment is still there
            Path copy = crashed(folder);
            assertThat(onlySegment(copy)).exists();
            try (Database restarted = open(copy)) {
                assertThat(stored(restarted)).isEqualTo(numbers(10));
            }
            assertThat(Files.exists(journal(copy).resolve("rejected"))).isFalse();
        }
    }

    @Test
    void aKindThatIsGoneStopsTheStart() throws Exception {
        Path copy = journalOnly(1);
        assertThatThrownBy(() -> new Database(new StorageConfig.Sqlite(copy.resolve("test.db"))))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("'number'")
                .hasMessageContaining("the version that wrote them");
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() {
        try (Database database = open(folder)) {
            assertThatThrownBy(() -> open(folder))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is in use by another process");
            assertThat(stored(database)).isEmpty();
        }
    }

    @Test
    void aChangeThatCannotBeAppliedIsPutAsideAndStopsNoOther() throws Exception {
        try (Database database = open(folder)) {
            submit(database, 1, 2);
            submit(database, 2, 3);
            submit(database, 4);
            assertThat(stored(database)).containsExactly(1, 2, 3, 4);
            try (Stream<Path> files = Files.list(journal(folder))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .anyMatch(name -> name.startsWith("rejected-"));
            }
        }
    }
}
