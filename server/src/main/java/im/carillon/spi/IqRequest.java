package im.carillon.spi;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import java.util.function.Consumer;

/**
 * A request to be answered.
 *
 * @param iq as sent, with {@code from}
 * @param payload its one child
 * @param target the host or account it is for; the sender's own account when it had no {@code to}
 * @param ahead takes what the asker must get before the answer; nothing of it is sent with an error
 * @param unit what the request does; the answer follows its commit, before any other effect
 */
public record IqRequest(Iq iq, XmlElement payload, BareJid target, Consumer<Stanza> ahead, UnitOfWork unit) {

    public Jid from() {
        return iq.sender();
    }

    public boolean isSet() {
        return iq.type() == Iq.Type.SET;
    }

    /** Whether the account asked for is the sender's own. */
    public boolean isOwn() {
        return iq.sender().bare().equals(target);
    }

    /** Runs what must follow the answer on the same stream. */
    public Consumer<Runnable> afterwards() {
        return unit::afterCommit;
    }
}
