package im.carillon.upload;

import im.carillon.jid.BareJid;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The slots that were granted and not used yet, as long as they can be: what they may bring counts as if it was there.
 * A restart forgets them, and what comes by them is measured when it has come. Safe for use by several threads.
 */
@Singleton
final class Reservations {

    private final Map<BareJid, Map<String, Slot>> open = new HashMap<>();
    private final InstantSource clock;

    @Inject
    Reservations(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Takes a slot down.
     *
     * @return when there will be room for one, if the account has so many already
     */
    synchronized Optional<Instant> add(Slot slot, int most) {
        Map<String, Slot> own = open.computeIfAbsent(slot.owner(), account -> new HashMap<>());
        forgetPast(own);
        if (own.size() >= most) {
            return own.values().stream().map(Slot::until).min(Instant::compareTo);
        }
        own.put(slot.id(), slot);
        return Optional.empty();
    }

    synchronized void remove(Slot slot) {
        Map<String, Slot> own = open.getOrDefault(slot.owner(), Map.of());
        if (own.containsKey(slot.id())) {
            own.remove(slot.id());
            if (own.isEmpty()) {
                open.remove(slot.owner());
            }
        }
    }

    /** What an account may be about to upload. */
    synchronized Usage of(BareJid account, boolean lasting) {
        Map<String, Slot> own = open.getOrDefault(account, Map.of());
        forgetPast(own);
        return sum(own, lasting);
    }

    private static Usage sum(Map<String, Slot> slots, boolean lasting) {
        return slots.values().stream()
                .filter(slot -> slot.purpose().lasting() == lasting)
                .map(slot -> new Usage(1, slot.size()))
                .reduce(Usage.NONE, Usage::plus);
    }

    synchronized int size() {
        open.values().forEach(this::forgetPast);
        open.values().removeIf(Map::isEmpty);
        return open.values().stream().mapToInt(Map::size).sum();
    }

    private void forgetPast(Map<String, Slot> slots) {
        Instant now = clock.instant();
        slots.values().removeIf(slot -> slot.until().isBefore(now));
    }
}
