package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.session.Session;
import im.carillon.session.SessionKeys;
import im.carillon.stanza.Message;
import java.util.ArrayList;
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
    private boolean complete;

    /** A message that came in the meantime, at its position. */
    record Later(Message message, long position) {}

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

    /** What is stored so far will be read now; what follows comes after it. */
    void beginsRound() {
        later.clear();
        complete = true;
    }

    void meanwhile(Message message, long position) {
        if (later.size() < MOST_LATER) {
            later.add(new Later(message, position));
        } else {
            complete = false;
        }
    }

    /** Whether nothing was left out since the round began. */
    boolean isComplete() {
        return complete;
    }

    List<Later> later() {
        return List.copyOf(later);
    }
}
