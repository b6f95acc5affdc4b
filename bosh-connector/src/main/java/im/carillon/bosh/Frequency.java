package im.carillon.bosh;

import java.util.concurrent.TimeUnit;

/**
 * Holds a client to what it was told about how many requests it may make, and how often (XEP-0124
 * §11, §12, §14.3). Guarded by its session's lock.
 */
final class Frequency {

    /** So often a client may repeat itself before it has to say something new. */
    private static final int MOST_REPETITIONS = 20;

    private final SessionTerms terms;
    private final long shortest;
    private long last;
    private boolean lastWasIdle;
    private boolean gotNothing;
    private int repetitions;

    Frequency(SessionTerms terms) {
        this.terms = terms;
        this.shortest = TimeUnit.SECONDS.toNanos(terms.polling());
    }

    /**
     * A new request in its turn.
     *
     * @param open how many are here with it
     * @param idle whether it brings nothing and asks for nothing
     * @param leaving whether it is the additional one that a pause or the end may take
     */
    void request(int open, boolean idle, boolean leaving, long now) throws BindingException {
        if (open > terms.requests() + (leaving ? 1 : 0)) {
            throw tooMuch("more than " + terms.requests() + " requests at the same time");
        }
        boolean again = terms.isPolling() ? lastWasIdle && gotNothing : open == terms.requests();
        if (idle && again && now - last < shortest) {
            throw tooMuch("empty requests more often than every " + terms.polling() + " seconds");
        }
        last = now;
        lastWasIdle = idle;
        repetitions = 0;
    }

    void answered(boolean withNothing) {
        gotNothing = withNothing;
    }

    void repeated() throws BindingException {
        if (++repetitions > MOST_REPETITIONS) {
            throw tooMuch("the same request again and again");
        }
    }

    private static BindingException tooMuch(String text) {
        return new BindingException(BindingCondition.POLICY_VIOLATION, text);
    }
}
