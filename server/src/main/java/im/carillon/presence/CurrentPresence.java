package im.carillon.presence;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.roster.Roster;
import im.carillon.roster.Rosters;
import im.carillon.routing.PresenceControl;
import im.carillon.routing.Router;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.Presence;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Tells single addresses what the presence of an account's resources is now, outside of a broadcast.
 *
 * <p>A resource may change its presence between the moment it is looked up here and the moment it is
 * delivered; its own broadcast may then overtake. So after the delivery the presence is looked at
 * again, and a newer one follows: the last one that arrives is the true one.
 */
@Singleton
final class CurrentPresence implements PresenceControl {

    private final Router router;
    private final SessionRegistry sessions;
    private final Rosters rosters;
    private final Visible visible;

    @Inject
    CurrentPresence(Router router, SessionRegistry sessions, Rosters rosters, Visible visible) {
        this.router = router;
        this.sessions = sessions;
        this.rosters = rosters;
        this.visible = visible;
    }

    /** Sends what a resource broadcast last, if it is available. */
    boolean tell(Session resource, Jid to, UnitOfWork unit) {
        Optional<Presence> known = resource.presence();
        known.ifPresent(presence -> tell(resource, presence, to, unit));
        return known.isPresent();
    }

    private void tell(Session resource, Presence presence, Jid to, UnitOfWork unit) {
        router.routeFor(resource.account(), presence.withTo(to), unit);
        unit.afterCommit(() -> {
            if (resource.presence().orElse(null) != presence) {
                Thread.startVirtualThread(() -> correct(resource, to));
            }
        });
    }

    private void correct(Session resource, Jid to) {
        // another client may have taken over the resource
        Session now = sessions.find(resource.address()).orElse(resource);
        UnitOfWork unit = new UnitOfWork();
        if (!tell(now, to, unit)) {
            router.routeFor(now.account(), Presence.of(Presence.Type.UNAVAILABLE, now.address(), to), unit);
        }
        unit.finish();
    }

    @Override
    public void show(BareJid account, BareJid contact, UnitOfWork unit) {
        for (Session resource : sessions.of(account)) {
            tell(resource, contact, unit);
        }
    }

    @Override
    public void withdraw(BareJid account, BareJid contact, UnitOfWork unit) {
        for (Session resource : sessions.of(account)) {
            if (resource.isAvailable()) {
                withdraw(resource, contact, unit);
            }
        }
    }

    private void withdraw(Session resource, Jid from, UnitOfWork unit) {
        router.route(Presence.of(Presence.Type.UNAVAILABLE, resource.address(), from), unit);
    }

    @Override
    public void blocked(BareJid account, Jid address, UnitOfWork unit) {
        List<BareJid> subscribers = rosters.of(account).subscribers().stream()
                .filter(contact -> covers(address, contact) || address.bare().equals(contact))
                .toList();
        for (Session resource : sessions.of(account)) {
            if (resource.isAvailable()) {
                // of a subscriber, a blocked resource only is told and the others go on seeing
                subscribers.forEach(
                        contact -> withdraw(resource, address instanceof FullJid ? address : contact, unit));
            }
            visible.find(resource)
                    .ifPresent(directed ->
                            directed.take(to -> covers(address, to)).forEach(to -> withdraw(resource, to, unit)));
        }
    }

    @Override
    public void unblocked(BareJid account, Jid address, UnitOfWork unit) {
        Roster roster = rosters.of(account);
        for (Session resource : sessions.of(account)) {
            for (BareJid contact : roster.subscribers()) {
                if (covers(address, contact)) {
                    tell(resource, contact, unit);
                } else if (address.bare().equals(contact)) {
                    tell(resource, address, unit);
                }
            }
            if (resource.isAvailable()) {
                roster.subscribedTo().stream()
                        .filter(contact ->
                                covers(address, contact) || address.bare().equals(contact))
                        .forEach(contact -> probe(resource, contact, unit));
            }
        }
    }

    /** RFC 6121 §4.3.1. */
    void probe(Session asking, BareJid contact, UnitOfWork unit) {
        router.routeFor(asking.account(), Presence.of(Presence.Type.PROBE, asking.address(), contact), unit);
    }

    /** Whether a blocked address stands for another one too (XEP-0191 §2). */
    private static boolean covers(Jid blocked, Jid address) {
        if (blocked instanceof FullJid) {
            return blocked.equals(address);
        }
        return blocked.isDomain() ? blocked.domain().equals(address.domain()) : blocked.equals(address.bare());
    }
}
