package im.carillon.blocking;

import im.carillon.jid.BareJid;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import jakarta.inject.Inject;

/** Nothing comes from whom the recipient has blocked; for them it looks offline (XEP-0191 §3.3). */
final class InboundBlock implements StanzaFilter {

    private static final Verdict UNAVAILABLE =
            new Verdict.Reject(new StanzaError(ErrorCondition.SERVICE_UNAVAILABLE, ""));

    private final BlockLists lists;

    @Inject
    InboundBlock(BlockLists lists) {
        this.lists = lists;
    }

    @Override
    public Phase phase() {
        return Phase.RECIPIENT_BLOCK;
    }

    @Override
    public Verdict filter(Stanza stanza, BareJid account) {
        return lists.isBlocked(account, stanza.sender()) ? refusal(stanza) : Verdict.PASS;
    }

    private static Verdict refusal(Stanza stanza) {
        return switch (stanza) {
            case Presence presence -> Verdict.DONE;
            case Iq iq -> iq.isRequest() ? UNAVAILABLE : Verdict.DONE;
            case Message message -> refusal(message.type());
        };
    }

    /** An error in answer to a room's message would throw the account out of the room. */
    private static Verdict refusal(Message.Type type) {
        return switch (type) {
            case NORMAL, CHAT -> UNAVAILABLE;
            case GROUPCHAT, HEADLINE, ERROR -> Verdict.DONE;
        };
    }
}
