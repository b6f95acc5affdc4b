package im.carillon.routing;

import im.carillon.stanza.Iq;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.Stanza;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.LongAdder;

/** How many stanzas clients have sent since the start. Any thread may count and look. */
@Singleton
public final class StanzaCounts {

    private final LongAdder messages = new LongAdder();
    private final LongAdder presences = new LongAdder();
    private final LongAdder iqs = new LongAdder();

    @Inject
    public StanzaCounts() {}

    void count(Stanza stanza) {
        switch (stanza) {
            case Message message -> messages.increment();
            case Presence presence -> presences.increment();
            case Iq iq -> iqs.increment();
        }
    }

    public long messages() {
        return messages.sum();
    }

    public long presences() {
        return presences.sum();
    }

    public long iqs() {
        return iqs.sum();
    }
}
