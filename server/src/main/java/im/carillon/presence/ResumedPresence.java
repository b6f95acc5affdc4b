package im.carillon.presence;

import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.roster.Rosters;
import im.carillon.session.Session;
import im.carillon.session.SessionKey;
import im.carillon.session.SessionListener;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Presence across a restart: who was available still is, whoever was told directly is remembered, and
 * a client that resumes learns anew who is here, since the changes in between were not stored.
 */
final class ResumedPresence implements SessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(ResumedPresence.class);

    /** Those to whom presence was directed (RFC 6121 §4.6.3). */
    static final SessionKey<List<Jid>> DIRECTED =
            new SessionKey<>("directed", ResumedPresence::encode, ResumedPresence::decode);

    private final Visible visible;
    private final Arrival arrival;
    private final Rosters rosters;

    @Inject
    ResumedPresence(Visible visible, Arrival arrival, Rosters rosters) {
        this.visible = visible;
        this.arrival = arrival;
        this.rosters = rosters;
    }

    private static byte[] encode(List<Jid> addresses) {
        return addresses.stream()
                .map(Jid::toString)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<Jid> decode(byte[] stored) {
        List<Jid> addresses = new ArrayList<>();
        for (String address : new String(stored, StandardCharsets.UTF_8).split("\n", -1)) {
            try {
                addresses.add(Jid.parse(address));
            } catch (InvalidJidException e) {
                LOG.warn("presence was directed to '{}', which is no address", address);
            }
        }
        return addresses;
    }

    @Override
    public void restored(Session session) {
        List<Jid> directed = session.get(DIRECTED).orElse(List.of());
        if (session.isAvailable() || !directed.isEmpty()) {
            DirectedPresence addresses = visible.add(session);
            for (Jid address : directed) {
                try {
                    addresses.add(address);
                } catch (StanzaException e) {
                    LOG.warn("too many addresses know {}", session);
                }
            }
        }
    }

    @Override
    public void resumed(Session session, boolean afterRestart, UnitOfWork unit) {
        if (afterRestart && session.isAvailable()) {
            arrival.lookAround(session, rosters.of(session.account()), unit);
        }
    }
}
