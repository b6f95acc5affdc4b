package im.carillon.upload.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** Contents as files, spread over 256 folders by the beginning of their hash. */
public final class FolderStore implements FileStore {

    private static final String ARRIVALS = "arriving";
    private static final int SPREAD = 2;

    private final Path folder;

    public FolderStore(Path folder) {
        this.folder = folder;
    }

    @Override
    public Path arrivals() {
        return folder.resolve(ARRIVALS);
    }

    private Path path(String place) {
        return folder.resolve(place.substring(0, SPREAD)).resolve(place);
    }

    /** The content is synced by whoever wrote it; here its name becomes durable. */
    @Override
    public void keep(Path file, String place, long size, String hash) throws IOException {
        Path target = path(place);
        Path shelf = shelf(place);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        try {
            sync(shelf);
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    private Path shelf(String place) throws IOException {
        Path shelf = folder.resolve(place.substring(0, SPREAD));
        if (!Files.isDirectory(shelf)) {
            try {
                Files.createDirectory(shelf);
            } catch (FileAlreadyExistsException e) {
                // somebody else made it in this moment
                return shelf;
            }
            sync(folder);
        }
        return shelf;
    }

    private static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void remove(String place) throws IOException {
        Files.deleteIfExists(path(place));
    }

    @Override
    public Optional<Path> file(String place) {
        return Optional.of(path(place));
    }

    @Override
    public InputStream read(String place, long from, long length) throws IOException {
        FileChannel channel = FileChannel.open(path(place), StandardOpenOption.READ);
        channel.position(from);
        return new LimitedStream(Channels.newInputStream(channel), length);
    }

    @Override
    public long removeUnknown(Predicate<String> known, Instant before) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> shelves = Files.newDirectoryStream(folder, FolderStore::isShelf)) {
            for (Path shelf : shelves) {
                removed += removeFrom(shelf, known, before);
            }
        }
        return removed;
    }

    private static boolean isShelf(Path path) {
        return Files.isDirectory(path) && path.getFileName().toString().matches("[0-9a-f]{" + SPREAD + '}');
    }

    private static long removeFrom(Path shelf, Predicate<String> known, Instant before) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf)) {
            for (Path file : files) {
                boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(before);
                if (old && !known.test(file.getFileName().toString()) && Files.deleteIfExists(file)) {
                    removed++;
                }
            }
        }
        return removed;
    }
}
