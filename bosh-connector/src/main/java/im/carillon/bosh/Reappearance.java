package im.carillon.bosh;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Finds out where a client is that had a session before a restart. It repeats the requests that were
 * not answered, in any order; what the first of them is, tells which answers it has. Requests that
 * stored nothing may have gone unnoticed. Guarded by its session's lock.
 */
final class Reappearance {

    /** So long a client that repeats one request may take to repeat those before it. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(2);

    /** So many requests may have been made that left no trace. */
    private static final int GAP = 10_000;

    private final BoshProgress progress;
    private final long confirmed;
    private final int requests;
    private boolean found;

    /**
     * @param confirmed the last answer that the client certainly has
     * @param requests how many may be open
     */
    Reappearance(BoshProgress progress, long confirmed, int requests) {
        this.progress = progress;
        // whoever made this request had no more than so many others open
        this.confirmed = Math.max(confirmed, progress.rid() - requests);
        this.requests = requests;
    }

    /** Whether it is known where the client is. */
    boolean isFound() {
        return found;
    }

    void found() {
        found = true;
    }

    long confirmed() {
        return confirmed;
    }

    boolean accepts(long rid) {
        return rid > confirmed && rid <= progress.rid() + GAP;
    }

    /**
     * Where the client is, if that is clear by now.
     *
     * @param waiting the requests that are here
     */
    OptionalLong first(List<EarlyRequests.Early> waiting, long now) throws BindingException {
        long first = Long.MAX_VALUE;
        boolean clear = waiting.size() >= requests;
        for (EarlyRequests.Early early : waiting) {
            long rid = early.body().rid();
            OptionalLong ack = early.body().ack();
            clear |= rid == confirmed + 1
                    || ack.isPresent() && ack.getAsLong() == rid - 1
                    || now - early.since() >= PATIENCE;
            first = Math.min(first, rid);
        }
        return clear ? OptionalLong.of(first) : OptionalLong.empty();
    }

    KeySequence keysBefore(long rid) {
        return progress.keysBefore(rid);
    }

    /** How much of what a request brings was handled before the restart. */
    int handled(long rid) {
        if (rid < progress.rid()) {
            return Integer.MAX_VALUE;
        }
        return rid == progress.rid() ? progress.part() : 0;
    }
}
