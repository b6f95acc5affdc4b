package im.carillon.blocking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.routing.Blocks;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The block lists of accounts in memory, asked for every stanza. Nearly all of them are empty, and
 * what is kept of those is a reference. Thread-safe.
 */
@Singleton
final class BlockLists implements Blocks {

    /** In entries, of which even an empty list counts as one. */
    private static final int MOST_ENTRIES = 200_000;

    private final BlockListStore store;
    private final Cache<BareJid, BlockList> lists = Caffeine.newBuilder()
            .maximumWeight(MOST_ENTRIES)
            .weigher((BareJid account, BlockList list) -> 1 + list.entries().size())
            .build();

    @Inject
    BlockLists(BlockListStore store) {
        this.store = store;
    }

    BlockList of(BareJid account) {
        return lists.get(account, store::load);
    }

    /**
     * Reads the list again after a committed change. A load that began before the change cannot
     * overtake this one, because there is one at a time for each account.
     */
    void changed(BareJid account) {
        lists.asMap().compute(account, (same, old) -> store.load(same));
    }

    /**
     * An account's own resources are never blocked (XEP-0191 §4), nor is its server: it could not
     * even unblock it.
     */
    @Override
    public boolean isBlocked(BareJid account, Jid contact) {
        BlockList list = of(account);
        return !list.isEmpty()
                && !contact.bare().equals(account)
                && !(contact.isDomain() && contact.domain().equals(account.domain()))
                && list.matches(contact);
    }
}
