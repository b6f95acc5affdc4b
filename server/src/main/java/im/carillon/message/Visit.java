package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.session.Session;
import im.carillon.session.SessionKeys;
import im.carillon.stanza.Message;
import im.carillon.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One session taking what waits for its account, while newer messages queue up behind that. All but
 * the creation happens while units are assembled.
 */
final class Visit {

    /** What does not fit is read from the database in another round. */
    private static final int MOST_LATER = 1_000;

    private final Session session;
    private final Account account;
    private final boolean readsArchive;
    private final List<Later> later = new ArrayList<>();
    private long barrier;
    private boolean complete;

    /**
     * A message for the session, at its position.
     *
     * @param waits whether it is stored as waiting, as nobody else got it
     */
    record Later(Message message, long position, boolean waits) {}

    /** @param readsArchive whether the session got from the archive what it is in there */
    Visit(Session session, Account account, boolean readsArchive) {
        this.session = session;
        this.account = account;
        this.readsArchive = readsArchive;
    }

    Session session() {
        return session;
    }

    Account account() {
        return account;
    }

    /** The newest position that the session has read in the archive, or 0. */
    long read() {
        return readsArchive ? session.get(SessionKeys.ARCHIVE_READ).orElse(0L) : 0;
    }

    /**
     * What is stored so far will be read now; what follows comes after it.
     *
     * @param newest the last position that was given to anything so far
     */
    void beginsRound(long newest) {
        later.removeIf(Later::waits);
        barrier = newest;
        complete = true;
    }

    /** The last position that is read in this round. Only while nothing begins another one. */
    long barrier() {
        return barrier;
    }

    void meanwhile(Message message, long position, boolean waits) {
        if (later.size() < MOST_LATER) {
            later.add(new Later(message, position, waits));
        } else {
            complete = false;
        }
    }

    /** Something older was left to whoever is there. */
    void needsAnotherRound() {
        complete = false;
    }

    /** Whether nothing was left out since the round began. */
    boolean isComplete() {
        return complete;
    }

    /**
     * What the session gets now, in order: the page, and of what came in the meantime as much as
     * certainly follows.
     *
     * @param upTo up to which position nothing is missing in the page
     */
    List<Later> due(List<TimelineEntry> page, long upTo) {
        List<Later> due = new ArrayList<>(page.size() + later.size());
        page.forEach(entry -> due.add(new Later(entry.message(), entry.position(), true)));
        later.stream().filter(each -> each.position() <= upTo).forEach(due::add);
        later.removeIf(each -> each.position() <= upTo);
        due.sort(Comparator.comparingLong(Later::position));
        return due;
    }
}
