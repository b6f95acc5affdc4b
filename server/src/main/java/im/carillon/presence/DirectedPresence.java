package im.carillon.presence;

import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who has to be told that one session is no longer available although it is no subscriber: the
 * addresses that got directed presence (RFC 6121 §4.6.3). Safe for use by several threads.
 */
final class DirectedPresence {

    private static final int MOST = 1_000;

    private final Session session;
    private Set<Jid> addresses = Set.of();

    DirectedPresence(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    synchronized void add(Jid address) throws StanzaException {
        if (addresses.contains(address)) {
            return;
        }
        if (addresses.size() >= MOST) {
            throw new StanzaException(
                    ErrorCondition.RESOURCE_CONSTRAINT, "presence was directed to " + MOST + " addresses already");
        }
        if (addresses.isEmpty()) {
            addresses = new LinkedHashSet<>(2);
        }
        addresses.add(address);
    }

    synchronized boolean remove(Jid address) {
        return !addresses.isEmpty() && addresses.remove(address);
    }

    synchronized List<Jid> all() {
        return List.copyOf(addresses);
    }

    /** Takes out and returns those that match. */
    synchronized List<Jid> take(Predicate<Jid> which) {
        if (addresses.isEmpty()) {
            return List.of();
        }
        List<Jid> taken = new ArrayList<>(addresses);
        taken.removeIf(which.negate());
        taken.forEach(addresses::remove);
        return taken;
    }
}
