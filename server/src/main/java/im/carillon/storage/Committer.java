package im.carillon.storage;

import im.carillon.transport.WriteTurn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes units of work durable: takes whatever is waiting, has it written as one group, and only when
 * that is on the disk lets the effects run, in the order of submission. While one group is being
 * written the next one gathers, so the group grows with the load and a single message waits for one
 * fsync only.
 *
 * <p>One platform thread does everything in this class except {@link #submit}. When a connection
 * broke during a commit, nobody of that group hears anything until it is known whether it happened;
 * what comes after it fails in the meantime.
 */
final class Committer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int LARGEST_GROUP = 512;
    private static final long DOUBT_MILLIS = 500;

    private final BlockingQueue<UnitOfWork> waiting = new LinkedBlockingQueue<>();
    private final GroupWriter writer;
    private final Thread thread;
    private final UnitOfWork stop = new UnitOfWork();
    private final LongAdder groups = new LongAdder();
    private final LongAdder units = new LongAdder();
    private @Nullable Doubt doubt;
    private volatile boolean ended;

    /** A group of which it is not known whether it was committed. */
    private record Doubt(List<UnitOfWork> group, CommitInDoubtException cause) {}

    Committer(GroupWriter writer) {
        this.writer = writer;
        this.thread = Thread.ofPlatform().name("committer").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Queues a unit; never blocks. Who may submit how much is bounded by the sessions. */
    void submit(UnitOfWork unit) {
        waiting.add(unit);
        // whoever takes it out of the queue completes it, and once the committer has ended that is here
        if (ended && waiting.remove(unit)) {
            refuse(unit);
        }
    }

    /** How many groups and units have been committed so far. */
    CommitCounts counts() {
        return new CommitCounts(groups.sum(), units.sum());
    }

    /** How many units wait for the next group. */
    int waiting() {
        return waiting.size();
    }

    /** Commits what was submitted before this call, then ends; what is submitted later fails. */
    @Override
    public void close() {
        waiting.add(stop);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<UnitOfWork> group = new ArrayList<>(LARGEST_GROUP);
        boolean running = true;
        while (running) {
            group.clear();
            try {
                UnitOfWork first = doubt == null ? waiting.take() : waiting.poll(DOUBT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                }
            } catch (InterruptedException e) {
                break;
            }
            waiting.drainTo(group, LARGEST_GROUP - 1);
            running = !group.remove(stop);
            commit(group);
        }
        end();
    }

    private void commit(List<UnitOfWork> group) {
        Map<UnitOfWork, StorageException> failed = new LinkedHashMap<>();
        try {
            dispelDoubt();
            if (group.isEmpty()) {
                return;
            }
            List<UnitOfWork> assembled = assemble(group, failed);
            if (!assembled.isEmpty()) {
                failed.putAll(writer.write(assembled));
            }
        } catch (CommitInDoubtException e) {
            LOG.error("{}; {} units wait for the database to say whether it happened", e.getMessage(), group.size());
            failed.forEach(e.failed()::putIfAbsent);
            doubt = new Doubt(List.copyOf(group), e);
            return;
        } catch (StorageException e) {
            group.forEach(unit -> failed.put(unit, e));
        } catch (RuntimeException | Error e) {
            LOG.error("a group could not be committed", e);
            StorageException cause = StorageException.refused(e);
            group.forEach(unit -> failed.put(unit, cause));
        }
        complete(group, failed);
    }

    private static List<UnitOfWork> assemble(List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed) {
        List<UnitOfWork> assembled = new ArrayList<>(group.size());
        for (UnitOfWork unit : group) {
            try {
                unit.assemble();
                assembled.add(unit);
            } catch (RuntimeException e) {
                // half of it must not be written, nor count as done
                LOG.error("assembling a unit failed", e);
                failed.put(unit, StorageException.refused(e));
            }
        }
        return assembled;
    }

    private void complete(List<UnitOfWork> group, Map<UnitOfWork, StorageException> failed) {
        if (failed.size() < group.size()) { // before anybody hears of it, so that the numbers are never behind
            groups.increment();
            units.add(group.size() - failed.size());
        }
        WriteTurn.run(() -> {
            for (UnitOfWork unit : group) {
                StorageException cause = failed.get(unit);
                guarded("completing a unit", () -> unit.completed(cause));
            }
        });
    }

    /** @throws StorageException when it cannot be found out yet */
    private void dispelDoubt() {
        Doubt open = doubt;
        if (open == null) {
            return;
        }
        boolean happened = writer.happened(open.cause());
        LOG.info("the group in doubt was {}", happened ? "committed" : "not committed");
        settle(open, happened);
    }

    private void settle(Doubt open, boolean happened) {
        doubt = null;
        Map<UnitOfWork, StorageException> failed = open.cause().failed();
        if (!happened) {
            StorageException cause = StorageException.refused(open.cause());
            open.cause().open().forEach(unit -> failed.put(unit, cause));
        }
        complete(open.group(), failed);
    }

    private void end() {
        Doubt open = doubt;
        if (open != null) {
            settle(open, false); // nobody is told that it is stored
        }
        guarded("closing the database", writer::close);
        ended = true;
        for (UnitOfWork late = waiting.poll(); late != null; late = waiting.poll()) {
            refuse(late);
        }
    }

    private static void refuse(UnitOfWork unit) {
        guarded("refusing a unit", () -> unit.completed(new StorageException("the database is closed")));
    }

    private static void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.error("{} failed", what, e);
        }
    }
}
