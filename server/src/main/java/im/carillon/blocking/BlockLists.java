package im.carillon.blocking;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.account.AccountListener;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The block lists of accounts in memory, asked for every stanza. Nearly all of them are empty, and
 * what is kept of those is a reference. Thread-safe.
 */
@Singleton
final class BlockLists implements AccountListener {

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

    /** Whoever gets the name of a deleted account begins with nothing blocked. */
    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change == Change.DELETED) {
            changed(account);
        }
    }

    /**
     * An account's own resources are never blocked (XEP-0191 §4), nor is its server: it could not
     * even unblock it.
     */
    boolean isBlocked(BareJid account, Jid contact) {
        BlockList list = of(account);
        return !list.isEmpty()
                && !contact.bare().equals(account)
                && !(contact.isDomain() && contact.domain().equals(account.domain()))
                && list.matches(contact);
    }
}
