package im.carillon.bosh;

/** A request that was received in its turn and waits for its answer. Guarded by its session's lock. */
final class HeldRequest {

    final long rid;
    /** What its key had to continue. */
    final KeySequence keys;

    final boolean pauses;

    /** Whether it brought nothing and asked for nothing (XEP-0124 §11). */
    final boolean idle;

    Exchange exchange;
    long since;

    /** Whether what it brought is durable, or answered with an error. */
    boolean settled;

    /** How much is being stored that has to go out with its answer. */
    int promised;

    HeldRequest(long rid, KeySequence keys, boolean pauses, boolean idle, Exchange exchange, long since) {
        this.rid = rid;
        this.keys = keys;
        this.pauses = pauses;
        this.idle = idle;
        this.exchange = exchange;
        this.since = since;
    }

    /** Nobody would get the answer: whoever repeats the request, or makes the next one, will. */
    boolean isLost() {
        return exchange.isGone() && !pauses;
    }
}
