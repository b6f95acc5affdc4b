package im.carillon.timeline;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which entries of a timeline are wanted, and which part of them makes the page. Begin with {@link
 * #first} or {@link #last} and narrow it down; each condition adds to the others.
 *
 * @param lowest the first position that counts
 * @param highest the last position that counts
 * @param peer the other side of the conversation; in a room, who said it
 * @param party the exact sender or recipient
 * @param only these positions and no others
 * @param known positions that must be in the timeline, whether they fit or not
 * @param backwards whether the page is at the end of what fits; its entries are in order all the same
 * @param limit how many entries at most
 * @param skip how many entries to leave out at the beginning
 * @param counted whether the page tells how many entries fit in all
 */
public record TimelineQuery(
        long lowest,
        long highest,
        Optional<BareJid> peer,
        Optional<FullJid> party,
        Optional<List<Long>> only,
        Set<Long> known,
        boolean backwards,
        int limit,
        int skip,
        boolean counted) {

    public TimelineQuery {
        only = only.map(List::copyOf);
        known = Set.copyOf(known);
    }

    /** The oldest entries. */
    public static TimelineQuery first(int limit) {
        return new TimelineQuery(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                false,
                limit,
                0,
                false);
    }

    /** The newest entries, the oldest of them first. */
    public static TimelineQuery last(int limit) {
        return new TimelineQuery(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                true,
                limit,
                0,
                false);
    }

    /** Behind this position, that one not included. */
    public TimelineQuery after(long position) {
        return between(Math.max(lowest, position == Long.MAX_VALUE ? position : position + 1), highest);
    }

    /** Before this position, that one not included. */
    public TimelineQuery before(long position) {
        return between(lowest, Math.min(highest, position == Long.MIN_VALUE ? position : position - 1));
    }

    /** What is left in the direction of the query once it got to a position. */
    TimelineQuery behind(long position) {
        return backwards ? before(position) : after(position);
    }

    /** Not earlier than this, in the milliseconds that clients see. */
    public TimelineQuery since(Instant time) {
        boolean whole = time.truncatedTo(ChronoUnit.MILLIS).equals(time);
        return between(Math.max(lowest, whole ? Positions.at(time) : endOfMilli(time) + 1), highest);
    }

    /** Not later than this, in the milliseconds that clients see. */
    public TimelineQuery until(Instant time) {
        return between(lowest, Math.min(highest, endOfMilli(time)));
    }

    private static long endOfMilli(Instant time) {
        return Math.min(Positions.at(time), Long.MAX_VALUE - 1_000) + 999;
    }

    private TimelineQuery between(long from, long to) {
        return new TimelineQuery(from, to, peer, party, only, known, backwards, limit, skip, counted);
    }

    public TimelineQuery with(BareJid peer) {
        return new TimelineQuery(
                lowest, highest, Optional.of(peer), party, only, known, backwards, limit, skip, counted);
    }

    /** Sent by or to exactly this address. */
    public TimelineQuery party(FullJid address) {
        return new TimelineQuery(
                lowest, highest, peer, Optional.of(address), only, known, backwards, limit, skip, counted);
    }

    public TimelineQuery only(List<Long> positions) {
        return new TimelineQuery(
                lowest, highest, peer, party, Optional.of(positions), known, backwards, limit, skip, counted);
    }

    /** There is no page unless all of these are in the timeline. */
    public TimelineQuery ifKnown(Set<Long> positions) {
        return new TimelineQuery(lowest, highest, peer, party, only, positions, backwards, limit, skip, counted);
    }

    public TimelineQuery skipping(int count) {
        return new TimelineQuery(lowest, highest, peer, party, only, known, backwards, limit, count, counted);
    }

    /** Counts what fits, as long as that is cheap; the page tells where it begins. */
    public TimelineQuery counting() {
        return new TimelineQuery(lowest, highest, peer, party, only, known, backwards, limit, skip, true);
    }
}
