package im.carillon.bosh;

/** One HTTP request that waits for its answer. It costs no thread meanwhile. */
@FunctionalInterface
interface Exchange {

    /** Called exactly once, by any thread; does not block. */
    void answer(Answer answer);
}
