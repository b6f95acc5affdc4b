package im.carillon.blocking;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.spi.Phase;
import im.carillon.spi.StanzaFilter;
import im.carillon.spi.Verdict;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.ErrorType;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/** Nothing goes to whom the sender has blocked (XEP-0191 §3.3). */
final class OutboundBlock implements StanzaFilter {

    private static final Verdict REFUSED = new Verdict.Reject(new StanzaError(
            ErrorCondition.NOT_ACCEPTABLE,
            ErrorType.CANCEL,
            "you have blocked this address",
            Optional.of(XmlElement.of("urn:xmpp:blocking:errors", "blocked"))));

    private final BlockLists lists;

    @Inject
    OutboundBlock(BlockLists lists) {
        this.lists = lists;
    }

    @Override
    public Phase phase() {
        return Phase.SENDER_BLOCK;
    }

    @Override
    public Verdict filter(Stanza stanza, BareJid account) {
        Optional<Jid> to = stanza.to();
        return to.isPresent() && lists.isBlocked(account, to.get()) ? REFUSED : Verdict.PASS;
    }
}
