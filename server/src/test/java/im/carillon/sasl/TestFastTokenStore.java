package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Tokens in memory, which counts how often it was written. */
final class TestFastTokenStore implements FastTokenStore {

    private final Map<Client, FastTokenSlots> slots = new ConcurrentHashMap<>();
    private int writes;

    private record Client(BareJid account, String id) {}

    int writes() {
        return writes;
    }

    @Override
    public FastTokenSlots read(BareJid account, String clientId) {
        return slots.getOrDefault(new Client(account, clientId), FastTokenSlots.empty());
    }

    @Override
    public synchronized <R> R update(BareJid account, String clientId, Function<FastTokenSlots, Changed<R>> change) {
        Changed<R> changed = change.apply(read(account, clientId));
        writes++;
        if (changed.slots().isEmpty()) {
            slots.remove(new Client(account, clientId));
        } else {
            slots.put(new Client(account, clientId), changed.slots());
        }
        return changed.result();
    }

    /** What a new password does. */
    void forget(BareJid account) {
        slots.keySet().removeIf(client -> client.account().equals(account));
    }

    @Override
    public void forget(BareJid account, String clientId) {
        slots.remove(new Client(account, clientId));
    }
}
