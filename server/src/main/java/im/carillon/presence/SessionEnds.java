package im.carillon.presence;

import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.stanza.Presence;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that ends without a word becomes unavailable (RFC 6121 §4.5.2, §4.6.3). */
@Singleton
final class SessionEnds implements SessionListener {

    private static final int PATIENCE_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(SessionEnds.class);

    private final Visible visible;
    private final Broadcasts broadcasts;
    private final ConcurrentHashMap<FullJid, CountDownLatch> departures = new ConcurrentHashMap<>();

    @Inject
    SessionEnds(Visible visible, Broadcasts broadcasts) {
        this.visible = visible;
        this.broadcasts = broadcasts;
    }

    /** When it takes over the resource of a session that has not ended yet, it ends that one first. */
    @Override
    public void opened(Session session) {
        Optional<DirectedPresence> old = visible.take(session.address());
        if (old.isPresent()) {
            endFor(old.get(), session);
        } else {
            // the old one ends itself at this moment: what it says comes before what this one says
            awaitDeparture(session.address());
        }
    }

    private void endFor(DirectedPresence old, Session session) {
        UnitOfWork unit = new UnitOfWork();
        try {
            leave(old, unit);
        } catch (StorageException e) {
            LOG.warn("nobody could be told that {} was replaced: {}", session, e.getMessage());
        }
        session.enter(unit);
    }

    private void awaitDeparture(FullJid address) {
        CountDownLatch departure = departures.get(address);
        try {
            if (departure != null && !departure.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("the end of the last session of {} takes long", address);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        FullJid address = session.address();
        CountDownLatch departure = new CountDownLatch(1);
        Runnable told = () -> {
            departure.countDown();
            departures.remove(address, departure);
        };
        departures.put(address, departure);
        visible.take(session).ifPresent(directed -> leave(directed, unit));
        unit.afterCommit(told);
        unit.onFailure(e -> told.run());
    }

    private void leave(DirectedPresence directed, UnitOfWork unit) {
        Session gone = directed.session();
        broadcasts.leave(directed, Presence.of(Presence.Type.UNAVAILABLE, gone.address(), gone.account()), unit);
    }
}
