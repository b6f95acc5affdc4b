package im.carillon.bosh;

/** One HTTP request that waits for its answer. It costs no thread meanwhile. */
interface Exchange {

    /** Called exactly once, by any thread; does not block. */
    void answer(Answer answer);

    /** Whether it is known that nobody will read the answer; mostly that does not become known. */
    default boolean isGone() {
        return false;
    }
}
