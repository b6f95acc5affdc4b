package im.carillon.bosh;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Who wants to know whether the client got what it was sent: what waits to go out, then what is in an
 * answer that is not confirmed. Guarded by its session's lock.
 */
final class Receipts {

    private record Answered(long rid, Receipt receipt) {}

    private final Consumer<Runnable> told;
    private final Queue<Receipt> waiting = new ArrayDeque<>(1);
    private final Queue<Answered> answered = new ArrayDeque<>(1);
    private long last;
    private long confirmed;

    /** @param told is given what is to be run, in order */
    Receipts(Consumer<Runnable> told) {
        this.told = told;
    }

    /** @param wentOut whether everything written so far is in an answer already */
    void watch(Receipt receipt, boolean wentOut) {
        if (!wentOut) {
            waiting.add(receipt);
        } else if (last > confirmed) {
            answered.add(new Answered(last, receipt));
        } else {
            told.accept(receipt.received());
        }
    }

    /** What waited is in the answer to this request. */
    void wentOut(long rid) {
        last = rid;
        for (Receipt receipt = waiting.poll(); receipt != null; receipt = waiting.poll()) {
            answered.add(new Answered(rid, receipt));
        }
    }

    /** The client has the answers up to here. */
    void confirmUpTo(long rid) {
        confirmed = Math.max(confirmed, Math.min(rid, last));
        for (Answered next = answered.peek(); next != null && next.rid() <= confirmed; next = answered.peek()) {
            told.accept(answered.remove().receipt().received());
        }
    }

    /** The session is over: what was not confirmed counts as lost. */
    void end() {
        answered.forEach(entry -> told.accept(entry.receipt().lost()));
        waiting.forEach(receipt -> told.accept(receipt.lost()));
        answered.clear();
        waiting.clear();
    }
}
