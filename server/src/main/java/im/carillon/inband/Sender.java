package im.carillon.inband;

import im.carillon.session.Session;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One session that sends in-band data. Who waits for the answer to each block before the next one
 * never gets ahead of the recipient. Who does not is stopped before its next stanza, once it is
 * too far ahead. Used by the sender's thread alone.
 */
final class Sender {

    /** How far ahead of its recipient a sender may be before it has to wait, in bytes. */
    static final int AHEAD = 128 * 1024;

    /** How long it waits for a recipient that takes nothing, which must not keep it from talking to others. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long it waits for one that takes very little. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final double NANOS = 1e9;

    private final long perSecond;
    private double left;
    private long filled = System.nanoTime();
    private @Nullable Session recipient;
    private int ahead;

    /** @param perSecond how many bytes it may send, 0 for any number; as many at once */
    Sender(long perSecond) {
        this.perSecond = perSecond;
        this.left = perSecond;
    }

    /** It has sent so much that goes to the recipient now. */
    void sent(Session self, Session to, Backlog backlog, int bytes) {
        if (to != recipient || !backlog.isHigh()) {
            recipient = to;
            ahead = 0;
        }
        ahead += bytes;
        long rest = rest(bytes);
        if (ahead > AHEAD && backlog.isHigh()) {
            self.pauseBeforeNext(() -> awaitRoom(to, bytes));
        } else if (rest > 0) {
            self.pauseBeforeNext(() -> Thread.sleep(Duration.ofNanos(rest)));
        }
    }

    private void awaitRoom(Session to, int bytes) throws InterruptedException {
        long least = Long.MAX_VALUE;
        long end = System.nanoTime();
        long last = end + LONGEST.toNanos();
        for (Backlog now = Backlog.of(to, bytes); to.isConnected() && now.isHigh(); now = Backlog.of(to, bytes)) {
            if (now.waiting() + now.unacknowledged() < least) {
                least = now.waiting() + now.unacknowledged();
                end = Math.min(last, System.nanoTime() + PATIENCE.toNanos());
            }
            if (System.nanoTime() - end > 0) {
                return;
            }
            Thread.sleep(INTERVAL);
        }
        ahead = 0;
    }

    /** Whether it has waited in vain: then what it sends is refused until the recipient takes something again. */
    boolean hasWaitedFor(Session to) {
        return to == recipient && ahead > AHEAD;
    }

    private long rest(int bytes) {
        if (perSecond == 0) {
            return 0;
        }
        long now = System.nanoTime();
        left = Math.min((double) perSecond, left + (now - filled) / NANOS * perSecond) - bytes;
        filled = now;
        return left >= 0 ? 0 : (long) (-left / perSecond * NANOS);
    }
}
