package im.carillon.csi;

import im.carillon.jid.BareJid;
import im.carillon.session.Holdback;
import im.carillon.stanza.Stanza;
import im.carillon.xml.XmlElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one session gets later. When there is too much of it, all of it goes out.
 *
 * <p>Sending happens under the lock, which nobody else takes: otherwise a stanza of one thread could
 * overtake what another thread has just released. It never blocks.
 */
final class WaitingStanzas implements Holdback {

    private static final int MOST = 256;

    private final BareJid account;
    private final Map<Subject, XmlElement> waiting = new LinkedHashMap<>();
    private boolean ended;

    WaitingStanzas(BareJid account) {
        this.account = account;
    }

    @Override
    public boolean pass(Stanza stanza, Out out) {
        Optional<Subject> subject = Postponable.subject(stanza, account);
        synchronized (this) {
            if (subject.isEmpty() || ended) {
                release(out);
                return out.send(stanza.element());
            }
            // in the order of the last ones: an address that left and came back is behind one that stayed
            waiting.remove(subject.get());
            waiting.put(subject.get(), stanza.element());
            if (waiting.size() > MOST) {
                release(out);
            }
            return true;
        }
    }

    @Override
    public synchronized void release(Out out) {
        waiting.values().forEach(out::send);
        waiting.clear();
    }

    @Override
    public synchronized void end(Out out) {
        release(out);
        ended = true;
    }
}
