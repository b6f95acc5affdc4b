package im.carillon.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the journal: numbered segments, the spare file that becomes the next one. */
final class JournalFolder {

    private static final String SEGMENT = ".segment";
    private static final String SPARE = "spare";
    private static final int STEP = 256 * 1024;

    private final Path folder;

    JournalFolder(Path folder) {
        this.folder = folder;
    }

    Path path() {
        return folder;
    }

    void create() throws IOException {
        Files.createDirectories(folder);
    }

    /** The segments in the order in which they were begun. */
    List<Path> segments() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SEGMENT))
                    .sorted(Comparator.comparing(file -> file.getFileName().toString()))
                    .toList();
        }
    }

    /** The path of a segment; names are ordered as the numbers are. */
    Path segment(long number) {
        return folder.resolve("%016x%s".formatted(number, SEGMENT));
    }

    static long number(Path segment) {
        String name = segment.getFileName().toString();
        return Long.parseUnsignedLong(name.substring(0, name.length() - SEGMENT.length()), 16);
    }

    boolean hasSpare() {
        return Files.exists(folder.resolve(SPARE));
    }

    /** Makes a file all of whose blocks are written, so that later only its data need to be synced. */
    void makeSpare(long size) throws IOException {
        create();
        Path fresh = folder.resolve("new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
            for (long at = 0; at < size; at += zeros.position()) {
                zeros.clear().limit((int) Math.min(STEP, size - at));
                channel.write(zeros, at);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, folder.resolve(SPARE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The spare file becomes a segment. */
    void useSpare(Path segment) throws IOException {
        Files.move(folder.resolve(SPARE), segment, StandardCopyOption.ATOMIC_MOVE);
    }

    /** A segment that is no longer needed becomes the spare file. */
    void recycle(Path segment) throws IOException {
        Files.move(segment, folder.resolve(SPARE), StandardCopyOption.ATOMIC_MOVE);
    }

    void delete(Path segment) throws IOException {
        Files.deleteIfExists(segment);
    }

    void deleteSpare() throws IOException {
        Files.deleteIfExists(folder.resolve(SPARE));
    }

    /** Makes names durable. */
    void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
