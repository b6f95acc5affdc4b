package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * How long an fsync takes in a folder, which everything that is durable is to be judged by. A memory
 * file system is refused: there, it takes no time and means nothing.
 *
 * @param median of some hundred writes of 4 KiB to a file whose blocks are there
 * @param slow the 99th percentile of the same
 */
public record FsyncMedian(Duration median, Duration slow) {

    private static final Set<String> MEMORY = Set.of("tmpfs", "ramfs", "rootfs", "devtmpfs");
    private static final int BLOCK = 4096;
    private static final int TRIALS = 200;

    public static FsyncMedian of(Path folder) {
        try {
            String type = Files.getFileStore(folder).type();
            if (MEMORY.contains(type)) {
                throw new BenchmarkException(folder.toAbsolutePath() + " is in memory (" + type
                        + "), where an fsync costs nothing and keeps nothing; name a folder on a disk");
            }
            Path file = folder.resolve("fsync-probe");
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                return measure(channel);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }

    private static FsyncMedian measure(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
        for (int i = 0; i < TRIALS; i++) {
            channel.write(block.clear(), (long) i * BLOCK);
        }
        channel.force(true);
        long[] nanos = new long[TRIALS];
        for (int i = 0; i < TRIALS; i++) {
            block.clear().put(0, (byte) i);
            channel.write(block, (long) i * BLOCK);
            long began = System.nanoTime();
            channel.force(false);
            nanos[i] = System.nanoTime() - began;
        }
        Arrays.sort(nanos);
        return new FsyncMedian(Duration.ofNanos(nanos[TRIALS / 2]), Duration.ofNanos(nanos[TRIALS * 99 / 100]));
    }

    double micros() {
        return median.toNanos() / 1e3;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f ms (p99 %.2f ms)", median.toNanos() / 1e6, slow.toNanos() / 1e6);
    }
}
