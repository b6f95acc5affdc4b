package im.carillon.roster;

import im.carillon.session.Session;
import im.carillon.session.SessionKey;
import im.carillon.session.SessionListener;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;

/** The roster across a restart: a client that resumes is pushed what changed since it got its roster. */
final class ResumedRoster implements SessionListener {

    /** The roster that the client asked for last. */
    static final SessionKey<RosterVersion> VERSION = new SessionKey<>(
            "rosterversion",
            version -> version.wire().getBytes(StandardCharsets.UTF_8),
            stored -> RosterVersion.parse(new String(stored, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new IllegalStateException("a stored roster version cannot be read")));

    private final Rosters rosters;
    private final RosterPushes pushes;

    @Inject
    ResumedRoster(Rosters rosters, RosterPushes pushes) {
        this.rosters = rosters;
        this.pushes = pushes;
    }

    @Override
    public void resumed(Session session, boolean afterRestart, UnitOfWork unit) {
        if (afterRestart && session.isInterestedInRoster()) {
            session.get(VERSION)
                    .flatMap(known -> rosters.since(session.account(), known))
                    .ifPresent(difference ->
                            unit.afterCommit(() -> pushes.push(session, difference.version(), difference.items())));
        }
    }
}
