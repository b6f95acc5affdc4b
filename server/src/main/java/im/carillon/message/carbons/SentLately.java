package im.carillon.message.carbons;

import im.carillon.stanza.Message;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers which messages were copied when they were sent, so that an error in answer to one of
 * them is copied too (XEP-0280 §6.1). What an error repeats of the message does not tell: groupchat
 * messages come back from the same addresses. A fixed table of hashes; newer ones push out older
 * ones, and then an error reaches the sending session alone. Safe for use by several threads.
 */
@Singleton
final class SentLately {

    private static final int SLOTS = 1 << 14;

    private final AtomicLongArray hashes = new AtomicLongArray(SLOTS);

    @Inject
    SentLately() {}

    void add(Message message) {
        long hash = hash(message.sender().hashCode(), message.to().orElseThrow().hashCode(), message);
        hashes.setOpaque(slot(hash), hash);
    }

    /** Whether an error answers one of them. */
    boolean isAnsweredBy(Message error) {
        long hash = hash(error.to().orElseThrow().hashCode(), error.sender().hashCode(), error);
        return hashes.getOpaque(slot(hash)) == hash;
    }

    private static long hash(int sender, int recipient, Message message) {
        long id = message.element().attributeOr("id", "").hashCode();
        long mixed = (id * 0x9e3779b97f4a7c15L ^ sender) * 0xbf58476d1ce4e5b9L ^ recipient;
        mixed *= 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 29;
    }

    private static int slot(long hash) {
        return (int) (hash & SLOTS - 1);
    }
}
