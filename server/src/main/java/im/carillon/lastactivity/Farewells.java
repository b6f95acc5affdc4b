package im.carillon.lastactivity;

import im.carillon.account.AccountActivity;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.Namespaces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes what people say on leaving (the status of their unavailable presence), and when they have
 * left. Thread-safe.
 */
@Singleton
final class Farewells implements StanzaFilter, SessionListener {

    private static final int LONGEST_STATUS = 1_000;

    private final AccountActivity activity;
    private final InstantSource clock;

    /** Of sessions that are still connected, by their addresses. */
    private final ConcurrentHashMap<Jid, String> said = new ConcurrentHashMap<>();

    @Inject
    Farewells(AccountActivity activity, InstantSource clock) {
        this.activity = activity;
        this.clock = clock;
    }

    @Override
    public Phase phase() {
        return Phase.SENDER_AUTHORISE;
    }

    @Override
    public Verdict filter(Stanza stanza, BareJid account) {
        if (stanza instanceof Presence presence && presence.to().isEmpty()) {
            switch (presence.type()) {
                case UNAVAILABLE -> said.put(presence.sender(), status(presence));
                case AVAILABLE -> said.remove(presence.sender());
                default -> {}
            }
        }
        return Verdict.PASS;
    }

    private static String status(Presence presence) {
        String status =
                presence.element().childText(Namespaces.CLIENT, "status").orElse("");
        return status.length() <= LONGEST_STATUS
                ? status
                : status.substring(0, status.offsetByCodePoints(0, status.codePointCount(0, LONGEST_STATUS)));
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        String status = Optional.ofNullable(said.remove(session.address())).orElse("");
        AccountActivity.Last last = new AccountActivity.Last(session.since(), clock.instant(), status);
        activity.ended(session.account(), last, unit);
    }
}
