package im.carillon.archive.search;

import im.carillon.config.ArchiveConfig;
import im.carillon.spi.BackgroundWork;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.timeline.StoredStanza;
import im.carillon.timeline.TimelineReader;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index not far behind the timelines: a cursor on everything that is stored, moved by a
 * thread of its own and by whoever searches. The lock is held by whoever moves it, for one portion.
 */
@Singleton
public final class TextIndexer implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(TextIndexer.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int PORTION = 2_048;
    private static final long NOT_OPENED = -1;

    private final Database database;
    private final Timelines timelines;
    private final TimelineReader reader;
    private final ArchiveConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread = Thread.ofVirtual().name("text-index").unstarted(this::run);
    private @Nullable TextIndex index;
    private volatile long cursor = NOT_OPENED;
    private volatile boolean stopped;

    @Inject
    public TextIndexer(Database database, Timelines timelines, TimelineReader reader, ArchiveConfig config) {
        this.database = database;
        this.timelines = timelines;
        this.reader = reader;
        this.config = config;
    }

    @Override
    public void start() {
        if (config.search()) {
            thread.start();
        }
    }

    @Override
    public void stop() {
        stopped = true;
        thread.interrupt();
        try {
            thread.join(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                long begun = System.nanoTime();
                boolean more = isBehind() && step();
                // an index that is made anew leaves half of the time to others
                Thread.sleep(more ? Duration.ofNanos(System.nanoTime() - begun) : PAUSE);
            } catch (InterruptedException e) {
                return;
            } catch (StorageException e) {
                if (!stopped) {
                    LOG.warn("the search index stays behind: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private boolean isBehind() {
        return cursor < timelines.newest();
    }

    /** Brings the index up to what is stored now, if it can be done in this time; blocks. */
    boolean catchUp(Duration patience) {
        long newest = timelines.newest();
        long end = System.nanoTime() + patience.toNanos();
        while (cursor < newest) {
            if (!step() || System.nanoTime() - end > 0) {
                break;
            }
        }
        return cursor >= newest || !isBehindStored();
    }

    /** Positions that were handed out and never stored, because storage refused, make nobody wait. */
    private boolean isBehindStored() {
        return !reader.storedAfter(cursor, 1).isEmpty();
    }

    /**
     * Takes up one portion.
     *
     * @return whether there may be more
     */
    private boolean step() {
        lock.lock();
        try {
            TextIndex target = opened();
            List<StoredStanza> stanzas = reader.storedAfter(cursor, PORTION);
            if (stanzas.isEmpty()) {
                return false;
            }
            List<Document> documents =
                    stanzas.stream().map(Document::of).flatMap(Optional::stream).toList();
            long reached = stanzas.getLast().position();
            target.add(documents, reached);
            cursor = reached;
            return isBehind();
        } finally {
            lock.unlock();
        }
    }

    /** The index; opened by the first who needs it. */
    TextIndex index() {
        lock.lock();
        try {
            return opened();
        } finally {
            lock.unlock();
        }
    }

    private TextIndex opened() {
        TextIndex known = index;
        if (known == null) {
            known = TextIndex.in(database.derived());
            long found = known.cursor();
            if (found > timelines.newest()) {
                LOG.info("the search index is of other data than these; it is made anew");
                known.clear();
                found = known.cursor();
            }
            cursor = found;
            index = known;
        }
        return known;
    }

    /** Stanzas that are about to be removed are not found any more. */
    public void forget(Collection<Long> positions) {
        if (config.search()) {
            index().remove(positions);
        }
    }
}
