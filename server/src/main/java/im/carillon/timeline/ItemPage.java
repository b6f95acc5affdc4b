package im.carillon.timeline;

/**
 * Which part of a node's items is wanted.
 *
 * @param after only those behind this position
 * @param before only those in front of this position
 * @param limit how many at most
 * @param newest whether the newest of them are wanted rather than the oldest
 */
public record ItemPage(long after, long before, int limit, boolean newest) {

    /** The newest of all. */
    public static ItemPage newest(int limit) {
        return new ItemPage(Long.MIN_VALUE, Long.MAX_VALUE, limit, true);
    }
}
