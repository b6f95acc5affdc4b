package im.carillon.bosh;

/** Time that never goes back, whatever happens to the clock on the wall. */
@FunctionalInterface
interface MonotonicClock {

    /** Nanoseconds since some moment. */
    long nanos();
}
