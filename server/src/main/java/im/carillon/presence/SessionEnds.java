package im.carillon.presence;

import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.stanza.Presence;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that ends without a word becomes unavailable (RFC 6121 §4.5.2, §4.6.3). */
@Singleton
final class SessionEnds implements SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnds.class);

    private final Visible visible;
    private final Broadcasts broadcasts;

    @Inject
    SessionEnds(Visible visible, Broadcasts broadcasts) {
        this.visible = visible;
        this.broadcasts = broadcasts;
    }

    /** When it takes over the resource of a session that has not ended yet, it ends that one first. */
    @Override
    public void opened(Session session) {
        visible.take(session.address()).ifPresent(old -> {
            UnitOfWork unit = new UnitOfWork();
            try {
                leave(old, unit);
            } catch (StorageException e) {
                LOG.warn("nobody could be told that {} was replaced: {}", session, e.getMessage());
            }
            session.enter(unit);
        });
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        visible.take(session).ifPresent(directed -> leave(directed, unit));
    }

    private void leave(DirectedPresence directed, UnitOfWork unit) {
        Session gone = directed.session();
        broadcasts.leave(directed, Presence.of(Presence.Type.UNAVAILABLE, gone.address(), gone.account()), unit);
    }
}
