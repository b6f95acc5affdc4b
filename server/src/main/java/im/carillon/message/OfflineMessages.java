package im.carillon.message;

import im.carillon.account.Account;
import im.carillon.account.AccountDirectory;
import im.carillon.session.PresenceListener;
import im.carillon.session.Session;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the messages that nobody has got yet to the first session that takes messages (XEP-0160
 * 1.0.1 §3), page by page and oldest first. They are taken off the list in the committer, between
 * the messages that were stored before and those that are delivered live.
 */
@Singleton
final class OfflineMessages implements PresenceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OfflineMessages.class);
    private static final int PAGE = 200;

    private final AccountDirectory accounts;
    private final Timelines timelines;
    private final Database database;

    @Inject
    OfflineMessages(AccountDirectory accounts, Timelines timelines, Database database) {
        this.accounts = accounts;
        this.timelines = timelines;
        this.database = database;
    }

    @Override
    public void availabilityChanged(
            Session session, Optional<Presence> before, Optional<Presence> now, UnitOfWork unit) {
        boolean took = before.filter(p -> p.priority() >= 0).isPresent();
        boolean takes = now.filter(p -> p.priority() >= 0).isPresent();
        if (took || !takes) {
            return;
        }
        Optional<Account> account = accounts.findLocal(session.account());
        if (account.isPresent() && timelines.hasPending(account.get().timeline())) {
            unit.afterCommit(() -> takePage(session, account.get()));
        }
    }

    private void takePage(Session session, Account account) {
        UnitOfWork page = new UnitOfWork();
        List<TimelineEntry> entries = new ArrayList<>();
        page.body(handle -> {
            entries.clear(); // a body runs again when its group failed
            entries.addAll(timelines.takePending(handle, account.timeline(), PAGE));
        });
        page.afterCommit(() -> deliver(session, account, entries));
        page.onFailure(e -> LOG.warn("offline messages of {} stay where they are: {}", session, e.getMessage()));
        database.submit(page);
    }

    private void deliver(Session session, Account account, List<TimelineEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            TimelineEntry entry = entries.get(i);
            Message message = StableId.stamped(entry.message(), session.account(), entry.position());
            if (!session.deliver(
                    Delay.stamped(message, session.account().domain(), Positions.time(entry.position())))) {
                keep(account, entries.subList(i, entries.size()));
                return;
            }
        }
        if (entries.size() == PAGE) {
            takePage(session, account);
        }
    }

    /** The session went away in the middle: the rest waits for the next one. */
    private void keep(Account account, List<TimelineEntry> rest) {
        UnitOfWork unit = new UnitOfWork();
        for (TimelineEntry entry : rest) {
            timelines.pendAgain(unit, account.timeline(), entry.position());
        }
        database.submit(unit);
    }
}
