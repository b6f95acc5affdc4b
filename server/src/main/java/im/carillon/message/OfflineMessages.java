package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.session.DeliveryFate;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionKeys;
import im.carillon.session.SessionRegistry;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.PendingEntries;
import im.carillon.timeline.PendingEntries.Which;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages that nobody has got yet to the first session that takes messages (XEP-0160
 * 1.0.1 §3), page by page and oldest first. A session that reads the archive gets only what is not
 * in there (XEP-0313 §5.1.1).
 *
 * <p>A page is read first, and taken off the list and handed out with the commit of a unit: the first
 * one with the presence that asked for it, and so before whatever the client asks for next. When
 * another session was given something in between, the page is read again.
 */
@Singleton
final class OfflineMessages implements PresenceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final int PAGE = 200;
    private static final int COUNTERS = 1 << 10;

    private final AccountDirectory accounts;
    private final SessionRegistry sessions;
    private final PendingEntries pending;
    private final Timelines timelines;
    private final OfflineLimit limit;
    private final Database database;
    private final ArchiveConfig archive;

    /** How often something was handed out, for all accounts whose keys have the same last bits. */
    private final AtomicIntegerArray handedOut = new AtomicIntegerArray(COUNTERS);

    /** The accounts whose sessions are about to be offered what waits. */
    private final Set<Long> offered = ConcurrentHashMap.newKeySet();

    /** One session taking what waits for its account. */
    private record Visit(Session session, Account account, Which which) {

        int counter() {
            return (int) (account.id() & COUNTERS - 1);
        }
    }

    @Inject
    OfflineMessages(
            AccountDirectory accounts,
            SessionRegistry sessions,
            PendingEntries pending,
            Timelines timelines,
            OfflineLimit limit,
            Database database,
            ArchiveConfig archive) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.pending = pending;
        this.timelines = timelines;
        this.limit = limit;
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
        accounts.findLocal(session.account()).ifPresent(account -> firstPage(visit(session, account), unit));
    }

    private Visit visit(Session session, Account account) {
        boolean readsArchive =
                archive.enabled() && session.get(SessionKeys.READS_ARCHIVE).isPresent();
        return new Visit(session, account, readsArchive ? Which.NOT_ARCHIVED : Which.ALL);
    }

    /** A message reached nobody after all: it waits for the next session, or goes to one that has come. */
    void waitAgain(Account account, long position) {
        UnitOfWork unit = new UnitOfWork();
        timelines.pendAgain(unit, account.timeline(), position);
        unit.afterCommit(() -> offer(account));
        database.submit(unit);
    }

    /** Once for all that begin to wait in one group. */
    private void offer(Account account) {
        if (offered.add(account.id())) {
            UnitOfWork unit = new UnitOfWork();
            unit.whenAssembled(() -> offered.remove(account.id()));
            unit.afterCommit(() -> sessions.of(account.address()).stream()
                    .filter(Session::takesMessages)
                    .findFirst()
                    .ifPresent(session -> nextPage(visit(session, account))));
            database.submit(unit);
        }
    }

    private void firstPage(Visit visit, UnitOfWork unit) {
        int seen = handedOut.get(visit.counter());
        List<TimelineEntry> page = database.read(handle -> page(handle, visit));
        if (!page.isEmpty()) {
            unit.whenAssembled(() -> handOut(visit, page, seen, unit));
        }
    }

    private List<TimelineEntry> page(Handle handle, Visit visit) {
        return pending.oldest(handle, visit.account().timeline(), visit.which(), PAGE);
    }

    /** Like the first page, but the reading must not block. */
    private void nextPage(Visit visit) {
        if (!visit.session().isOpen()) {
            return;
        }
        UnitOfWork reading = new UnitOfWork();
        List<TimelineEntry> page = new ArrayList<>();
        int[] seen = new int[1];
        reading.whenAssembled(() -> seen[0] = handedOut.get(visit.counter()));
        reading.body(handle -> {
            page.clear(); // a body runs again when its group failed
            page.addAll(page(handle, visit));
        });
        reading.afterCommit(() -> {
            UnitOfWork handing = new UnitOfWork();
            handing.whenAssembled(() -> handOut(visit, page, seen[0], handing));
            submit(visit, handing);
        });
        submit(visit, reading);
    }

    /**
     * While the unit is assembled. The counter moves now and once more after the commit, so that who
     * reads before the commit, and is assembled after it, notices.
     */
    private void handOut(Visit visit, List<TimelineEntry> page, int seen, UnitOfWork unit) {
        if (handedOut.get(visit.counter()) != seen) {
            unit.afterCommit(() -> nextPage(visit));
            return;
        }
        if (page.isEmpty()) {
            return;
        }
        handedOut.incrementAndGet(visit.counter());
        page.forEach(entry -> deliver(visit, entry, unit));
        unit.afterCommit(() -> {
            handedOut.incrementAndGet(visit.counter());
            limit.forget(visit.account().timeline());
            if (page.size() == PAGE) {
                nextPage(visit);
            }
        });
    }

    private void deliver(Visit visit, TimelineEntry entry, UnitOfWork unit) {
        BareJid account = visit.account().address();
        Message stamped = StableId.stamped(entry.message(), account, entry.position());
        StoredAt place = new StoredAt(visit.account().timeline(), entry.position(), Form.PLAIN);
        pending.delivered(unit, place.timeline(), entry.position());
        visit.session()
                .deliverStored(
                        unit,
                        Delay.stamped(stamped, account.domain(), Positions.time(entry.position())),
                        place,
                        new DeliveryFate(() -> waitAgain(visit.account(), entry.position())));
    }

    private void submit(Visit visit, UnitOfWork unit) {
        unit.onFailure(
                e -> LOG.warn("offline messages of {} stay where they are: {}", visit.session(), e.getMessage()));
        database.submit(unit);
    }
}
