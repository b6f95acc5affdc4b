package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.session.DeliveryFate;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.session.SessionRegistry;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.PendingEntries;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages that nobody has got yet to the first session that takes messages (XEP-0160
 * 1.0.1 §3), page by page and oldest first. A session that reads the archive gets only what it has
 * not read there (XEP-0313 §5.1.1).
 *
 * <p>Until a session has all of it, newer messages queue up behind in its {@link Visit}, so that what
 * one person says arrives in order. Each page is a round: a barrier passes the committer, a page of
 * what was stored before the barrier is read, and a unit takes it off the list and hands it out, the
 * first one together with the presence that asked for it, and so before whatever the client asks for
 * next. When another session was given something in between, the round begins again.
 */
@Singleton
final class OfflineMessages implements PresenceListener, SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final int PAGE = 200;
    private static final int COUNTERS = 1 << 10;

    private final AccountDirectory accounts;
    private final SessionRegistry sessions;
    private final PendingEntries pending;
    private final Timelines timelines;
    private final OfflineLimit limit;
    private final Visits visits;
    private final Database database;
    private final ArchiveConfig archive;

    /** How often something was handed out, for all accounts whose keys have the same last bits. */
    private final AtomicIntegerArray handedOut = new AtomicIntegerArray(COUNTERS);

    /** The accounts whose sessions are about to be offered what waits. */
    private final Set<Long> offered = ConcurrentHashMap.newKeySet();

    /** What was read in a round, and how often something had been handed out before. */
    private record Page(List<TimelineEntry> entries, int seen) {

        boolean isFull() {
            return entries.size() == PAGE;
        }

        /** Up to where nothing that waits is missing. */
        long upTo(long barrier) {
            return isFull() ? entries.getLast().position() : barrier;
        }
    }

    @Inject
    OfflineMessages(
            AccountDirectory accounts,
            SessionRegistry sessions,
            PendingEntries pending,
            Timelines timelines,
            OfflineLimit limit,
            Visits visits,
            Database database,
            ArchiveConfig archive) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.pending = pending;
        this.timelines = timelines;
        this.limit = limit;
        this.visits = visits;
        this.database = database;
        this.archive = archive;
    }

    @Override
    public void availabilityChanged(
            Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit) {
        boolean took = before.filter(p -> p.priority() >= 0).isPresent();
        boolean takes = now.filter(p -> p.priority() >= 0).isPresent();
        if (took || !takes) {
            return;
        }
        accounts.findLocal(session.account())
                .ifPresentOrElse(account -> firstRound(visit(session, account), unit), session::caughtUp);
    }

    /** What was on its way to it when the server stopped waits for it. */
    @Override
    public void resumed(Session session, boolean afterRestart, UnitOfWork unit) {
        if (afterRestart && session.takesMessages()) {
            accounts.findLocal(session.account()).ifPresent(this::offer);
        }
    }

    private Visit visit(Session session, Account account) {
        return new Visit(session, account, archive.enabled());
    }

    /** A message reached nobody after all: it waits for the next session, or goes to one that has come. */
    void waitAgain(Account account, long position) {
        UnitOfWork unit = new UnitOfWork();
        timelines.pendAgain(unit, account.timeline(), position);
        unit.afterCommit(() -> offer(account));
        database.submit(unit);
    }

    /** What waits goes to a session that is there. Once for all that begin to wait in one group. */
    void offer(Account account) {
        if (offered.add(account.id())) {
            UnitOfWork unit = new UnitOfWork();
            unit.whenAssembled(() -> {
                offered.remove(account.id());
                sessions.of(account.address()).stream()
                        .filter(Session::takesMessages)
                        .findFirst()
                        .ifPresent(session -> {
                            if (visits.isCatchingUp(session)) {
                                visits.waitsAgain(session);
                            } else {
                                session.fallsBehind();
                                Visit visit = visit(session, account);
                                visits.begin(visit, timelines.newest());
                                unit.afterCommit(() -> nextRound(visit));
                                unit.onFailure(e -> leave(visit, e.getMessage()));
                            }
                        });
            });
            database.submit(unit);
        }
    }

    /** On the session's thread, which waits. */
    private void firstRound(Visit visit, UnitOfWork unit) {
        unit.onFailure(e -> leave(visit, e.getMessage()));
        try {
            Page page = firstPage(visit);
            unit.whenAssembled(() -> handOut(visit, page, unit));
        } catch (StorageException e) {
            leave(visit, e.getMessage());
            throw e;
        }
    }

    private Page firstPage(Visit visit) {
        CompletableFuture<Integer> passed = new CompletableFuture<>();
        UnitOfWork barrier = barrier(visit, passed);
        barrier.onFailure(passed::completeExceptionally);
        database.submit(barrier);
        try {
            int seen = passed.join();
            return new Page(database.read(handle -> entries(handle, visit)), seen);
        } catch (CompletionException e) {
            throw new StorageException("what waits for " + visit.account().address() + " cannot be read", e);
        }
    }

    /** The same without waiting. */
    private void nextRound(Visit visit) {
        CompletableFuture<Integer> passed = new CompletableFuture<>();
        UnitOfWork barrier = barrier(visit, passed);
        barrier.onFailure(e -> leave(visit, e.getMessage()));
        barrier.afterCommit(() -> read(visit, passed.join()));
        database.submit(barrier);
    }

    /** Whatever was assembled before it is stored once it has passed. */
    private UnitOfWork barrier(Visit visit, CompletableFuture<Integer> passed) {
        UnitOfWork barrier = new UnitOfWork();
        int[] seen = new int[1];
        barrier.whenAssembled(() -> {
            visits.begin(visit, timelines.newest());
            seen[0] = handedOut.get(counter(visit));
        });
        barrier.afterCommit(() -> passed.complete(seen[0]));
        return barrier;
    }

    private void read(Visit visit, int seen) {
        UnitOfWork reading = new UnitOfWork();
        List<TimelineEntry> entries = new ArrayList<>();
        reading.body(handle -> {
            entries.clear(); // a body runs again when its group failed
            entries.addAll(entries(handle, visit));
        });
        reading.onFailure(e -> leave(visit, e.getMessage()));
        reading.afterCommit(() -> {
            UnitOfWork handing = new UnitOfWork();
            handing.whenAssembled(() -> handOut(visit, new Page(entries, seen), handing));
            handing.onFailure(e -> leave(visit, e.getMessage()));
            database.submit(handing);
        });
        database.submit(reading);
    }

    private List<TimelineEntry> entries(Handle handle, Visit visit) {
        return pending.oldest(handle, visit.account().timeline(), visit.read(), visit.barrier(), PAGE);
    }

    private void handOut(Visit visit, Page page, UnitOfWork unit) {
        Session session = visit.session();
        if (!visits.isOpen(visit)) {
            return;
        }
        if (!session.isOpen() || !session.takesMessages()) {
            visits.end(visit);
            unit.afterCommit(() -> offer(visit.account()));
            return;
        }
        if (handedOut.get(counter(visit)) != page.seen()) {
            unit.afterCommit(() -> nextRound(visit));
            return;
        }
        boolean last = !page.isFull() && visit.isComplete();
        List<Visit.Later> due = visit.due(page.entries(), last ? Long.MAX_VALUE : page.upTo(visit.barrier()));
        due.forEach(each -> deliver(visit, each, unit));
        if (last) {
            visits.end(visit);
        } else {
            unit.afterCommit(() -> nextRound(visit));
        }
        if (!due.isEmpty()) {
            handedOut.incrementAndGet(counter(visit));
            unit.afterCommit(() -> limit.forget(visit.account().timeline()));
        }
    }

    private void deliver(Visit visit, Visit.Later message, UnitOfWork unit) {
        Account account = visit.account();
        long position = message.position();
        Message stamped = StableId.stamped(message.message(), account.address(), position);
        StoredAt place = new StoredAt(account.timeline(), position, Form.PLAIN);
        pending.delivered(unit, place.timeline(), position);
        visit.session()
                .deliverStored(
                        unit,
                        Delay.stamped(stamped, account.address().domain(), Positions.time(position)),
                        place,
                        message.waits()
                                ? new DeliveryFate(() -> waitAgain(account, position))
                                : DeliveryFate.indifferent());
    }

    /** Storage refuses: what waits goes on waiting, and newer messages come as they can. */
    private void leave(Visit visit, @Nullable String reason) {
        LOG.warn("offline messages of {} stay where they are: {}", visit.session(), reason);
        UnitOfWork leaving = new UnitOfWork();
        leaving.whenAssembled(() -> visits.end(visit));
        leaving.onFailure(e -> visit.session().caughtUp());
        database.submit(leaving);
    }

    private static int counter(Visit visit) {
        return (int) (visit.account().id() & COUNTERS - 1);
    }
}
