package im.carillon.archive;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.account.AccountListener;
import im.carillon.config.ArchiveConfig;
import im.carillon.config.ArchivePolicy;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.routing.ArchivePreferences;
import im.carillon.routing.Hosts;
import im.carillon.routing.Subscriptions;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * What accounts want archived, in memory: asked for every message. Nearly all said nothing, and what
 * is kept of those is a reference. Thread-safe.
 */
@Singleton
final class AccountPreferences implements ArchivePreferences, AccountListener {

    /** In addresses that were named; an account that named none counts as one. */
    private static final int MOST_NAMED = 200_000;

    private final ArchiveConfig config;
    private final Hosts hosts;
    private final PreferenceStore store;
    private final Provider<Subscriptions> rosters;
    private final Cache<BareJid, Preferences> known = Caffeine.newBuilder()
            .maximumWeight(MOST_NAMED)
            .weigher((BareJid account, Preferences said) -> 1 + said.named().size())
            .build();

    @Inject
    AccountPreferences(ArchiveConfig config, Hosts hosts, PreferenceStore store, Provider<Subscriptions> rosters) {
        this.config = config;
        this.hosts = hosts;
        this.store = store;
        this.rosters = rosters;
    }

    @Override
    public boolean keeps(BareJid account, Jid peer) {
        if (!config.enabled()) {
            return false;
        }
        Preferences said = of(account);
        Optional<Boolean> named = said.about(peer);
        if (named.isPresent()) {
            return named.get();
        }
        return switch (policy(account, said)) {
            case ALWAYS -> true;
            case NEVER -> false;
            case ROSTER -> rosters.get().isContact(account, peer.bare());
        };
    }

    Preferences of(BareJid account) {
        return known.get(account, store::load);
    }

    /** What is done with messages of those who were not named. */
    ArchivePolicy policy(BareJid account, Preferences said) {
        return said.policy()
                .orElseGet(() -> hosts.find(account.domain())
                        .map(HostConfig::archive)
                        .orElseGet(config::rules)
                        .policy());
    }

    /**
     * Stores what an account says from now on.
     *
     * @return false when there is no such account
     */
    boolean put(BareJid account, Preferences said) {
        boolean stored = store.put(account, said);
        reload(account);
        return stored;
    }

    /** A load that began before a change cannot overtake this one: there is one at a time for an account. */
    private void reload(BareJid account) {
        known.asMap().compute(account, (same, old) -> store.load(same));
    }

    @Override
    public void changed(BareJid account, Change change, Optional<FullJid> by) {
        if (change == Change.DELETED) {
            reload(account);
        }
    }
}
