package im.carillon.session;

/**
 * Whether a stored message that went to one or more sessions reached any of them. When all have
 * answered and none has it, the message is left to somebody: offline delivery, or nobody. Safe for
 * use by several threads.
 */
public final class DeliveryFate {

    private static final Runnable NOBODY_ASKS = () -> {};

    private final Runnable reachedNobody;
    private int open;
    private boolean taken;

    /** @param reachedNobody runs at most once, on the thread that brings the last bad news; must not block */
    public DeliveryFate(Runnable reachedNobody) {
        this.reachedNobody = reachedNobody;
    }

    /** For what nobody needs to get later. */
    public static DeliveryFate indifferent() {
        return new DeliveryFate(NOBODY_ASKS);
    }

    /** One more session is about to get it. */
    void expect() {
        if (isAwaited()) {
            synchronized (this) {
                open++;
            }
        }
    }

    /** A session has it: it has said so, or, without stream management, it was written to it. */
    void taken() {
        if (isAwaited()) {
            synchronized (this) {
                open--;
                taken = true;
            }
        }
    }

    private boolean isAwaited() {
        return reachedNobody != NOBODY_ASKS;
    }

    /** A session ended without it. */
    void lost() {
        if (!isAwaited()) {
            return;
        }
        synchronized (this) {
            open--;
            if (open > 0 || taken) {
                return;
            }
            taken = true;
        }
        reachedNobody.run();
    }
}
