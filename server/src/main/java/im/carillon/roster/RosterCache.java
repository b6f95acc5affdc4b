package im.carillon.roster;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;

/**
 * The rosters in use. Changes are applied in commit order by the committer's thread, which never
 * waits here; loads run on any thread, and one that a change has overtaken is not kept.
 */
final class RosterCache {

    private static final long MOST_ITEMS = 200_000;
    private static final int WEIGHT_OF_ROSTER = 4;
    private static final int STRIPES = 256;

    private final Cache<BareJid, Roster> rosters = Caffeine.newBuilder()
            .maximumWeight(MOST_ITEMS)
            .weigher((BareJid account, Roster roster) -> WEIGHT_OF_ROSTER + roster.size())
            .build();

    /** Counts changes, by account modulo the number of stripes. */
    private final AtomicLongArray changes = new AtomicLongArray(STRIPES);

    Roster get(BareJid account, Function<BareJid, Roster> loader) {
        Roster known = rosters.getIfPresent(account);
        return known != null ? known : load(account, loader);
    }

    private Roster load(BareJid account, Function<BareJid, Roster> loader) {
        int stripe = stripe(account);
        long before = changes.get(stripe);
        Roster loaded = loader.apply(account);
        rosters.asMap().compute(account, (a, known) -> {
            if (known != null) {
                return known;
            }
            return changes.get(stripe) == before ? loaded : null;
        });
        return loaded;
    }

    void apply(RosterChange<?> change) {
        changes.incrementAndGet(stripe(change.account()));
        rosters.asMap()
                .computeIfPresent(
                        change.account(),
                        (account, known) ->
                                follows(known, change.version()) ? known.with(change.after(), change.version()) : null);
    }

    private static boolean follows(Roster known, RosterVersion version) {
        return known.version().epoch() == version.epoch() && known.version().number() + 1 == version.number();
    }

    void forget(BareJid account) {
        changes.incrementAndGet(stripe(account));
        rosters.invalidate(account);
    }

    private static int stripe(BareJid account) {
        return Math.floorMod(account.hashCode(), STRIPES);
    }
}
