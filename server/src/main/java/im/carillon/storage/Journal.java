package im.carillon.storage;

import im.carillon.storage.JournalFormat.Head;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files to which groups are appended before they are in the database, see {@link JournalFormat}.
 *
 * <p>{@link #append} is called by the committer alone. Segments that it is done with are retired by
 * whoever brings the database up to date, and used again, so that in the long run nothing is
 * allocated.
 *
 * <p>After a write or an fsync has failed nothing is known about that file any more: the kernel may
 * have dropped what it could not write and report success the next time. So nothing is ever appended
 * to it again; the same record goes to a new segment, whose head says with which sequence it begins.
 * What may be left of it in the old one is not read.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final JournalFolder folder;
    private final long database;
    private final int segmentSize;
    private final Deque<Sealed> sealed = new ArrayDeque<>();
    private long nextNumber;
    private volatile @Nullable Segment current;

    /** A segment that nothing is appended to any more, and the last sequence that counts in it. */
    private record Sealed(Path path, long last, boolean reusable) {}

    private static final class Segment {
        private final Path path;
        private final FileChannel channel;
        private final long size;
        private volatile long end = JournalFormat.HEAD;

        Segment(Path path, FileChannel channel) throws IOException {
            this.path = path;
            this.channel = channel;
            this.size = channel.size();
        }

        void append(ByteBuffer record) throws IOException {
            long at = end;
            while (record.hasRemaining()) {
                at += channel.write(record, at);
            }
            channel.force(false);
            end = at;
        }
    }

    /** @param nextNumber of the first segment that will be made here */
    Journal(JournalFolder folder, long database, int segmentSize, long nextNumber) {
        this.folder = folder;
        this.database = database;
        this.segmentSize = segmentSize;
        this.nextNumber = nextNumber;
    }

    /** Returns when a sealed record is durable. */
    void append(long sequence, byte[] record, int length) throws IOException {
        Segment segment = current;
        if (segment == null || segment.size - segment.end < length) {
            segment = roll(segment, sequence, length);
        }
        try {
            segment.append(ByteBuffer.wrap(record, 0, length));
        } catch (IOException e) {
            LOG.error("cannot write to the journal {}, going on in another file: {}", segment.path, e.toString());
            abandon(segment, sequence - 1);
            // once; if that fails too, the group has failed
            segment = begin(sequence, length);
            try {
                segment.append(ByteBuffer.wrap(record, 0, length));
            } catch (IOException again) {
                again.addSuppressed(e);
                abandon(segment, sequence - 1);
                throw again;
            }
        }
    }

    private Segment roll(@Nullable Segment old, long sequence, int length) throws IOException {
        Segment fresh = begin(sequence, length);
        if (old != null) {
            retireLater(new Sealed(old.path, sequence - 1, old.size == segmentSize));
            closeQuietly(old.channel);
        }
        return fresh;
    }

    private void abandon(Segment segment, long last) {
        current = null;
        retireLater(new Sealed(segment.path, last, false));
        closeQuietly(segment.channel);
    }

    private void retireLater(Sealed segment) {
        synchronized (sealed) {
            sealed.add(segment);
        }
    }

    /** Begins a segment with a durable head and a durable name. */
    private Segment begin(long sequence, int length) throws IOException {
        Path path = folder.segment(nextNumber++);
        boolean large = length > segmentSize - JournalFormat.HEAD;
        synchronized (folder) {
            if (large || !folder.hasSpare()) {
                folder.makeSpare(large ? length + (long) JournalFormat.HEAD : segmentSize);
            }
            folder.useSpare(path);
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            channel.write(JournalFormat.head(new Head(database, sequence)), 0);
            channel.force(false);
            folder.sync();
            Segment segment = new Segment(path, channel);
            current = segment;
            return segment;
        } catch (IOException e) {
            closeQuietly(channel);
            retireLater(new Sealed(path, sequence - 1, false));
            throw e;
        }
    }

    /** Whether there are segments that a database which is durable up to here makes unnecessary. */
    boolean hasUnneeded(long durable) {
        synchronized (sealed) {
            return !sealed.isEmpty() && sealed.peek().last <= durable;
        }
    }

    /** The database has durably everything up to here: older segments go, or become spare files. */
    void retire(long durable) {
        while (hasUnneeded(durable)) {
            Sealed unneeded;
            synchronized (sealed) {
                unneeded = sealed.remove();
            }
            try {
                synchronized (folder) {
                    if (unneeded.reusable && !folder.hasSpare()) {
                        folder.recycle(unneeded.path);
                    } else {
                        folder.delete(unneeded.path);
                    }
                }
            } catch (IOException e) {
                // it is in the way of nobody: at the next start all of it is known to be applied
                LOG.warn("a part of the journal that is no longer needed stays: {}", e.toString());
            }
        }
    }

    /** Makes the next segment's file while there is time. */
    void prepare() {
        Segment segment = current;
        if (segment == null || segment.end < segmentSize / 2) {
            return;
        }
        synchronized (folder) {
            if (!folder.hasSpare()) {
                try {
                    folder.makeSpare(segmentSize);
                } catch (IOException e) {
                    LOG.warn("no room for the next part of the journal: {}", e.toString());
                }
            }
        }
    }

    /** Everything is durable in the database: nothing is left behind. */
    void clear() {
        Segment segment = current;
        if (segment != null) {
            abandon(segment, Long.MIN_VALUE);
        }
        retire(Long.MAX_VALUE);
        try {
            synchronized (folder) {
                folder.deleteSpare();
            }
        } catch (IOException e) {
            LOG.warn("the spare part of the journal stays: {}", e.toString());
        }
    }

    @Override
    public void close() {
        Segment segment = current;
        if (segment != null) {
            abandon(segment, Long.MAX_VALUE);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a part of the journal: {}", e.toString());
        }
    }
}
