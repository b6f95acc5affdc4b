package im.carillon.lastactivity;

import im.carillon.account.AccountActivity;
import im.carillon.account.AccountActivity.Last;
import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Answers how long the server has been running, and how long an account has been away. That whoever
 * asks about an account may know, {@link IdleTimeGuard} has seen to.
 */
@Singleton
final class LastActivityHandler implements IqHandler {

    static final String NAMESPACE = "jabber:iq:last";

    private final AccountActivity activity;
    private final SessionRegistry sessions;
    private final InstantSource clock;
    private final Instant started;

    @Inject
    LastActivityHandler(AccountActivity activity, SessionRegistry sessions, InstantSource clock) {
        this.activity = activity;
        this.sessions = sessions;
        this.clock = clock;
        this.started = clock.instant();
    }

    @Override
    public Set<IqKey> keys() {
        return Set.of(
                new IqKey(IqTarget.SERVER, Iq.Type.GET, NAMESPACE, "query"),
                new IqKey(IqTarget.ACCOUNT, Iq.Type.GET, NAMESPACE, "query"));
    }

    @Override
    public Optional<XmlElement> handle(IqRequest request) throws StanzaException {
        return Optional.of(
                request.target().isDomain() ? answer(started, "") : account(request.target(), request.isOwn()));
    }

    /** XEP-0012 §3; who is connected without being available counts as gone for others, as for its contacts. */
    private XmlElement account(BareJid account, boolean own) throws StanzaException {
        if (own || sessions.of(account).stream().anyMatch(Session::isAvailable)) {
            return answer(clock.instant(), "");
        }
        Last last = activity.find(account)
                .orElseThrow(
                        () -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, account + " has never been here"));
        return answer(last.seen(), last.status());
    }

    private XmlElement answer(Instant since, String status) {
        long seconds = Math.max(0, Duration.between(since, clock.instant()).toSeconds());
        return XmlElement.builder(NAMESPACE, "query")
                .attribute("seconds", Long.toString(seconds))
                .text(status)
                .build();
    }
}
