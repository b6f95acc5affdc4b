package im.carillon.session;

/**
 * Whether a stored message that went to one or more sessions reached any of them. When all have
 * answered and none has it, the message is left to somebody: offline delivery, or nobody. Safe for
 * use by several threads.
 */
public final class DeliveryFate {

    private final Runnable reachedNobody;
    private final boolean awaited;
    private int open;
    private boolean taken;

    /** @param reachedNobody runs at most once, on the thread that brings the last bad news; must not block */
    public DeliveryFate(Runnable reachedNobody) {
        this(reachedNobody, true);
    }

    private DeliveryFate(Runnable reachedNobody, boolean awaited) {
        this.reachedNobody = reachedNobody;
        this.awaited = awaited;
    }

    /** For what nobody needs to get later. */
    public static DeliveryFate indifferent() {
        return new DeliveryFate(() -> {}, false);
    }

    /** One more session is about to get it. */
    void expect() {
        if (awaited) {
            synchronized (this) {
                open++;
            }
        }
    }

    /** A session has it: it has said so, or, without stream management, it was written to it. */
    void taken() {
        if (awaited) {
            synchronized (this) {
                open--;
                taken = true;
            }
        }
    }

    /** A session ended without it. */
    void lost() {
        if (!awaited) {
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
