package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.config.ArchiveConfig;
import im.carillon.jid.BareJid;
import im.carillon.session.DeliveryFate;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.session.SessionKeys;
import im.carillon.session.StoredAt;
import im.carillon.session.StoredAt.Form;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.PendingEntries;
import im.carillon.timeline.PendingEntries.Which;
import im.carillon.timeline.Placement;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages that nobody has got yet to the first session that takes messages (XEP-0160
 * 1.0.1 §3), page by page and oldest first. A session that reads the archive gets only what is not
 * in there (XEP-0313 §5.1.1).
 *
 * <p>A page takes two rounds through the committer, so that its deliveries stand in the order of the
 * timeline: one reads it, the next takes it off the list and hands it out. When another session was
 * given something in between, the page is read again.
 */
@Singleton
final class OfflineMessages implements PresenceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final int PAGE = 200;
    private static final int COUNTERS = 1 << 10;

    private final AccountDirectory accounts;
    private final PendingEntries pending;
    private final Timelines timelines;
    private final OfflineLimit limit;
    private final Database database;
    private final ArchiveConfig archive;

    /** How often something was handed out, for all accounts whose keys have the same last bits. */
    private final AtomicIntegerArray handedOut = new AtomicIntegerArray(COUNTERS);

    /** One session taking what waits for its account. */
    private record Visit(Session session, Account account, Which which) {

        int counter() {
            return (int) (account.id() & COUNTERS - 1);
        }
    }

    @Inject
    OfflineMessages(
            AccountDirectory accounts,
            PendingEntries pending,
            Timelines timelines,
            OfflineLimit limit,
            Database database,
            ArchiveConfig archive) {
        this.accounts = accounts;
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
        boolean readsArchive =
                archive.enabled() && session.get(SessionKeys.READS_ARCHIVE).isPresent();
        Which which = readsArchive ? Which.NOT_ARCHIVED : Which.ALL;
        Optional<Account> account = accounts.findLocal(session.account());
        if (account.isPresent() && pending.count(account.get().timeline(), which, 1) > 0) {
            unit.afterCommit(() -> read(new Visit(session, account.get(), which)));
        }
    }

    private void read(Visit visit) {
        UnitOfWork reading = new UnitOfWork();
        List<TimelineEntry> page = new ArrayList<>();
        int[] seen = new int[1];
        reading.whenAssembled(() -> seen[0] = handedOut.get(visit.counter()));
        reading.body(handle -> {
            page.clear();
            page.addAll(pending.oldest(handle, visit.account().timeline(), visit.which(), PAGE));
        });
        reading.afterCommit(() -> take(visit, page, seen[0]));
        submit(visit, reading);
    }

    private void take(Visit visit, List<TimelineEntry> page, int seen) {
        if (page.isEmpty() || !visit.session().isOpen()) {
            return;
        }
        UnitOfWork taking = new UnitOfWork();
        taking.whenAssembled(() -> {
            if (handedOut.get(visit.counter()) != seen) {
                taking.afterCommit(() -> read(visit));
                return;
            }
            handedOut.incrementAndGet(visit.counter());
            page.forEach(entry -> deliver(visit, entry, taking));
            taking.afterCommit(() -> taken(visit, page.size()));
        });
        submit(visit, taking);
    }

    private void taken(Visit visit, int count) {
        limit.forget(visit.account().timeline());
        if (count == PAGE) {
            read(visit);
        }
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
                        new DeliveryFate(() -> pendAgain(visit, entry)));
    }

    /** The session went away without it: it waits for the next one. */
    private void pendAgain(Visit visit, TimelineEntry entry) {
        UnitOfWork unit = new UnitOfWork();
        BareJid peer = entry.message().sender().bare();
        timelines.pendAgain(
                unit, entry.position(), new Placement(visit.account().timeline(), peer, true, true, true));
        database.submit(unit);
    }

    private void submit(Visit visit, UnitOfWork unit) {
        unit.onFailure(
                e -> LOG.warn("offline messages of {} stay where they are: {}", visit.session(), e.getMessage()));
        database.submit(unit);
    }
}
