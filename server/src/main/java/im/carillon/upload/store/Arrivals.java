package im.carillon.upload.store;

import im.carillon.config.UploadConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/** Where files arrive. Safe for use by several threads. */
@Singleton
public final class Arrivals {

    private final Path folder;
    private final long leaveFree;
    private final AtomicLong numbers = new AtomicLong();

    @Inject
    public Arrivals(FileStore store, UploadConfig config) {
        this.folder = store.arrivals();
        this.leaveFree = config.limits().leaveFree();
    }

    /** Makes the folder, and removes what a crash left there. */
    public void open() throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder)) {
            for (Path each : left) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Whether so much more can be stored while the disk keeps what it must. */
    public boolean hasRoomFor(long bytes) throws IOException {
        return Files.getFileStore(folder).getUsableSpace() - leaveFree >= bytes;
    }

    public Arrival begin() throws IOException {
        Path file = folder.resolve(Long.toString(numbers.incrementAndGet()));
        return new Arrival(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }
}
