package im.carillon.session;

import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the effects of one session's stanzas in the order in which they were sent (RFC 6120 §10.1)
 * while their commits are under way: a stanza that writes nothing waits behind earlier ones that
 * do, and runs at once when there are none.
 *
 * <p>{@link #enter} is called by the session's thread, which also waits in {@link #awaitRoom};
 * completions come from the committer.
 */
public final class UnitLine {

    private static final int MOST_IN_FLIGHT = 256;

    private final Database database;
    private @Nullable Queue<UnitOfWork> line;
    private boolean draining;

    public UnitLine(Database database) {
        this.database = database;
    }

    /** Puts the unit of the next stanza in line and, if it writes, on its way to the disk. */
    public void enter(UnitOfWork unit) {
        boolean commit = unit.needsCommit();
        synchronized (this) {
            if (commit && line == null) {
                line = new ArrayDeque<>();
            }
            if (line != null) {
                line.add(unit);
                if (!commit) {
                    unit.settle();
                    return;
                }
            }
        }
        if (commit) {
            unit.completeThrough(this::completed);
            database.submit(unit);
        } else {
            unit.finish();
        }
    }

    /** Blocks while too many units of this session wait for their commit. */
    public synchronized void awaitRoom() throws InterruptedException {
        while (line != null && line.size() >= MOST_IN_FLIGHT) {
            wait();
        }
    }

    private void completed(UnitOfWork unit) {
        synchronized (this) {
            unit.settle();
            if (draining) {
                return;
            }
            draining = true;
        }
        for (UnitOfWork next = next(); next != null; next = next()) {
            next.finish();
        }
    }

    /** The head of the line if its fate is known; the line is gone once it is empty. */
    private synchronized @Nullable UnitOfWork next() {
        Queue<UnitOfWork> units = line;
        UnitOfWork head = units == null ? null : units.peek();
        if (units == null || head == null) {
            line = null;
            draining = false;
            notifyAll();
            return null;
        }
        if (!head.isSettled()) {
            draining = false;
            return null;
        }
        units.remove();
        notifyAll();
        return head;
    }
}
