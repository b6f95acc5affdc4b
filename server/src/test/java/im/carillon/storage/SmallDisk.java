package im.carillon.storage;

import im.carillon.config.StorageConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What happens to a server whose disk is full or whose folder becomes read-only. Runs in a process of
 * its own, which has a small file system mounted that nobody else sees; {@link SmallDiskTest} starts it.
 */
public final class SmallDisk {

    private static final ChangeKind<Letters.Letter> LETTERS = new Letters();
    private static final int SIZE = 10_000;
    private static final int MANY = 5_000;

    private final Path folder;
    private final List<Integer> acknowledged = new ArrayList<>();
    private int next;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Arguments: the scenario and the folder. */
    public static void main(String[] arguments) throws Exception {
        SmallDisk disk = new SmallDisk(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "full" -> disk.full();
            case "holes" -> disk.fullInTheMiddleOfAFile();
            case "read-only" -> disk.readOnly();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.out.println("went on, " + disk.acknowledged.size() + " acknowledged");
        System.exit(0);
    }

    private void full() throws Exception {
        Path ballast = folder.resolve("ballast");
        Files.write(ballast, new byte[40 << 20]);
        try (Database database = prepared()) {
            require(untilRefused(database), "a full disk refused nothing");
            require(!submit(database), "a second unit was taken by a full disk");
            Files.delete(ballast);
            goesOn(database);
        }
        allThere();
    }

    /** The file that is written to was never allocated, so that the write itself fails. */
    private void fullInTheMiddleOfAFile() throws Exception {
        Path ballast = folder.resolve("ballast");
        try (Database database = prepared()) {
            try (RandomAccessFile spare =
                    new RandomAccessFile(folder.resolve("test.db.journal/spare").toFile(), "rw")) {
                spare.setLength(8 << 20);
            }
            long free = Files.getFileStore(folder).getUsableSpace();
            Files.write(ballast, new byte[(int) free - (2 << 20)]);
            require(untilRefused(database), "a full disk refused nothing");
            Files.delete(ballast);
            goesOn(database);
        }
        allThere();
    }

    private void readOnly() throws Exception {
        try (Database database = prepared()) {
            require(submit(database), "the first unit was refused");
            mount("mount", "--bind", folder.toString(), folder.toString());
            mount("mount", "-o", "remount,bind,ro", folder.toString());
            require(untilRefused(database), "a read-only folder refused nothing");
            mount("umount", folder.toString());
            goesOn(database);
        }
        allThere();
    }

    private Database prepared() {
        Database database = open();
        database.write(handle -> handle.execute("CREATE TABLE letter (n INTEGER PRIMARY KEY, content BLOB)"));
        return database;
    }

    private Database open() {
        return new Database(new StorageConfig.Sqlite(folder.resolve("test.db")), Set.of(LETTERS));
    }

    private boolean untilRefused(Database database) throws Exception {
        for (int i = 0; i < MANY; i++) {
            if (!submit(database)) {
                return true;
            }
        }
        return false;
    }

    private void goesOn(Database database) throws Exception {
        for (int i = 0; i < 20; i++) {
            require(submit(database), "it did not go on by itself");
        }
        require(stored(database).equals(acknowledged), "not exactly what was acknowledged is stored");
        database.write(handle -> handle.execute("UPDATE letter SET content = NULL WHERE n = 0"));
    }

    private void allThere() {
        try (Database database = open()) {
            require(stored(database).equals(acknowledged), "after a restart something else is stored");
        }
    }

    private boolean submit(Database database) throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<Boolean> durable = new CompletableFuture<>();
        UnitOfWork unit = new UnitOfWork();
        int number = next++;
        unit.change(LETTERS, new Letters.Letter(number, new byte[SIZE]));
        unit.afterCommit(() -> durable.complete(true));
        unit.onFailure(e -> durable.complete(false));
        database.submit(unit);
        boolean taken = durable.get(60, TimeUnit.SECONDS);
        if (taken) {
            acknowledged.add(number);
        }
        return taken;
    }

    private static List<Integer> stored(Database database) {
        return database.read(handle -> handle.createQuery("SELECT n FROM letter ORDER BY n")
                .mapTo(Integer.class)
                .list());
    }

    private static void mount(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        require(status == 0, String.join(" ", command) + " failed");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    /** Rows that take room. */
    private static final class Letters implements ChangeKind<Letters.Letter> {

        record Letter(int number, byte[] content) {}

        @Override
        public String name() {
            return "letter";
        }

        @Override
        public void encode(Letter letter, ChangeOutput out) {
            out.number(letter.number()).bytes(letter.content());
        }

        @Override
        public Letter decode(ChangeInput in) {
            return new Letter((int) in.number(), in.bytes());
        }

        @Override
        public void apply(WriteContext context, List<Letter> letters) throws SQLException {
            context.batch("INSERT INTO letter (n, content) VALUES (?, ?)", letters, (insert, letter) -> {
                insert.setInt(1, letter.number());
                insert.setBytes(2, letter.content());
            });
        }
    }
}
