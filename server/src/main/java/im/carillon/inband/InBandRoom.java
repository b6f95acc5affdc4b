package im.carillon.inband;

import im.carillon.config.LimitsConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.session.Session;
import im.carillon.session.SessionRegistry;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether a client has room for a block now. Nothing is taken out of its order (RFC 6120 §10.1):
 * a block goes on at once, or its sender is told that it cannot (XEP-0047 §2.2), or is read more
 * slowly.
 */
@Singleton
final class InBandRoom implements StanzaFilter {

    private final SessionRegistry sessions;
    private final Senders senders;
    private final LimitsConfig limits;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder refused = new LongAdder();

    @Inject
    InBandRoom(SessionRegistry sessions, Senders senders, LimitsConfig limits) {
        this.sessions = sessions;
        this.senders = senders;
        this.limits = limits;
    }

    @Override
    public Phase phase() {
        return Phase.RECIPIENT_ROOM;
    }

    @Override
    public Verdict filter(Stanza stanza, BareJid account) {
        Optional<Portion> portion = Portion.of(stanza);
        if (portion.isEmpty() || !(stanza.to().orElse(null) instanceof FullJid to)) {
            return Verdict.PASS;
        }
        return switch (portion.get()) {
            case Portion.Open open -> open(open);
            case Portion.Data data -> data(data, stanza, to);
        };
    }

    /** The first block would be the end of the sender's stream. */
    private Verdict open(Portion.Open open) {
        if (open.stanzaBytes() <= limits.stanzaBytes()) {
            return Verdict.PASS;
        }
        return new Verdict.Reject(new StanzaError(
                ErrorCondition.RESOURCE_CONSTRAINT,
                ErrorType.MODIFY,
                "stanzas are limited to " + limits.stanzaBytes() + " bytes; take smaller blocks",
                Optional.empty()));
    }

    private Verdict data(Portion.Data data, Stanza stanza, FullJid to) {
        Optional<Session> recipient = sessions.find(to).filter(Session::isConnected);
        if (recipient.isEmpty()) {
            return refuse(ErrorCondition.RECIPIENT_UNAVAILABLE, "the recipient is not connected");
        }
        Backlog backlog = Backlog.of(recipient.get(), data.stanzaBytes());
        Optional<Session> self = stanza.from()
                .filter(FullJid.class::isInstance)
                .map(FullJid.class::cast)
                .flatMap(sessions::find);
        Optional<Sender> sender = self.map(senders::of);
        boolean inVain = backlog.isHigh()
                && sender.filter(known -> known.hasWaitedFor(recipient.get())).isPresent();
        if (inVain || backlog.isTooHigh(limits.outboxBytes())) {
            return refuse(ErrorCondition.RESOURCE_CONSTRAINT, "the recipient does not take so much; try again later");
        }
        bytes.add(data.stanzaBytes());
        sender.ifPresent(known -> known.sent(self.get(), recipient.get(), backlog, data.stanzaBytes()));
        return Verdict.PASS;
    }

    private Verdict refuse(ErrorCondition condition, String text) {
        refused.increment();
        return new Verdict.Reject(new StanzaError(condition, text));
    }

    long bytes() {
        return bytes.sum();
    }

    long refused() {
        return refused.sum();
    }
}
