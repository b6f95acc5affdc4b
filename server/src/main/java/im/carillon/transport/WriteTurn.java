package im.carillon.transport;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one thread does in one go: the stanzas that came together, or the effects of one commit. What
 * it sends meanwhile is written at the end, so that all that is for one connection is one write. A
 * system call costs more than everything else that a stanza needs.
 *
 * <p>A turn with many connections leaves the writing to threads of its own, since whoever took the
 * turn has more to do.
 */
public final class WriteTurn {

    /** So many connections are written to before the turn ends; writing to one takes some microseconds. */
    private static final int MOST_AT_ONCE = 24;

    private static final int PORTION = 128;

    private static final Logger LOG = LoggerFactory.getLogger(WriteTurn.class);
    private static final ScopedValue<WriteTurn> CURRENT = ScopedValue.newInstance();

    /** Something that has bytes to write. */
    @FunctionalInterface
    public interface Writer {
        /** Writes what has gathered; must not block. Called by any thread. */
        void write();
    }

    private List<Writer> writers = new ArrayList<>(4);

    /** Does something in a turn of its own, whose parts may {@link #end} earlier. */
    public static void run(Runnable work) {
        WriteTurn turn = new WriteTurn();
        try {
            ScopedValue.where(CURRENT, turn).run(work);
        } finally {
            turn.write();
        }
    }

    /** Puts a write off to the end of this thread's turn; false when it is not in one. */
    public static boolean later(Writer writer) {
        if (!CURRENT.isBound()) {
            return false;
        }
        CURRENT.get().writers.add(writer);
        return true;
    }

    /** Writes now what this thread's turn has put off: it goes on with something else, or waits. */
    public static void end() {
        if (CURRENT.isBound()) {
            CURRENT.get().write();
        }
    }

    private void write() {
        if (writers.isEmpty()) {
            return;
        }
        List<Writer> due = writers;
        writers = new ArrayList<>(4);
        if (due.size() <= MOST_AT_ONCE) {
            write(due);
            return;
        }
        for (int from = 0; from < due.size(); from += PORTION) {
            List<Writer> portion = due.subList(from, Math.min(due.size(), from + PORTION));
            Thread.startVirtualThread(() -> write(portion));
        }
    }

    /** One that fails keeps nobody else from being written to. */
    private static void write(List<Writer> due) {
        for (int i = 0; i < due.size(); i++) {
            try {
                due.get(i).write();
            } catch (RuntimeException e) {
                LOG.error("writing to a connection failed", e);
            }
        }
    }
}
