package im.carillon.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.account.AccountException.Reason;
import im.carillon.account.AccountListener.Change;
import im.carillon.account.AccountStore.NewAccount;
import im.carillon.config.HostConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.routing.Accounts;
import im.carillon.routing.Hosts;
import im.carillon.sasl.CredentialLookup;
import im.carillon.sasl.Credentials;
import im.carillon.sasl.PasswordKeys;
import im.carillon.sasl.ScramHash;
import im.carillon.sasl.ScramKeys;
import im.carillon.session.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All accounts of this server; the only way to make, change and delete them. Methods block on the
 * database and may be called by any thread that may block.
 */
@Singleton
public final class AccountDirectory implements Accounts, CredentialLookup {

    private static final int CACHED = 100_000;

    private final AccountStore store;
    private final PasswordKeys passwords;
    private final Hosts hosts;
    private final SessionRegistry sessions;
    private final Provider<Set<AccountListener>> listeners;
    private final InstantSource clock;
    private final Cache<BareJid, Optional<Account>> known =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    @Inject
    public AccountDirectory(
            AccountStore store,
            PasswordKeys passwords,
            Hosts hosts,
            SessionRegistry sessions,
            Provider<Set<AccountListener>> listeners,
            InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.hosts = hosts;
        this.sessions = sessions;
        this.listeners = listeners;
        this.clock = clock;
    }

    public Optional<Account> find(BareJid address) {
        return known.get(address, store::find);
    }

    /** The account of that address, if it is one of this server's. */
    public Optional<Account> findLocal(BareJid address) {
        return hosts.isLocal(address.domain()) ? find(address) : Optional.empty();
    }

    private Account require(BareJid address) throws AccountException {
        return find(address)
                .orElseThrow(() -> new AccountException(Reason.NOT_FOUND, "there is no account " + address));
    }

    @Override
    public boolean exists(BareJid address) {
        return isAnonymous(address.domain())
                ? !sessions.of(address).isEmpty()
                : find(address).isPresent();
    }

    private boolean isAnonymous(String domain) {
        return hosts.find(domain).filter(HostConfig::anonymous).isPresent();
    }

    @Override
    public Optional<Credentials> lookup(BareJid address) {
        return find(address).map(account -> new Credentials(store.keys(account.id()), account.enabled()));
    }

    /** Makes an account with a password. */
    public Account create(BareJid address, String password) throws AccountException {
        create(List.of(new NewAccount(address, keys(password))));
        return require(address);
    }

    /** Makes accounts with keys from elsewhere; those that exist already are left as they were, and named. */
    public void create(List<NewAccount> accounts) throws AccountException {
        List<BareJid> existing = createMissing(accounts);
        if (!existing.isEmpty()) {
            throw new AccountException(
                    Reason.EXISTS,
                    existing.size() == 1
                            ? "there is an account " + existing.getFirst() + " already"
                            : existing.size() + " accounts exist already, the first of them " + existing.getFirst());
        }
    }

    /**
     * Makes those of the accounts that do not exist, in one transaction.
     *
     * @return the addresses that existed; they are left as they were
     */
    List<BareJid> createMissing(List<NewAccount> accounts) throws AccountException {
        for (NewAccount account : accounts) {
            if (!mayHaveAccount(account.address())) {
                throw new AccountException(
                        Reason.NOT_SERVED, account.address() + " is not an address of a host served here");
            }
        }
        List<BareJid> existing = store.create(accounts, clock.instant());
        accounts.forEach(account -> known.invalidate(account.address()));
        return existing;
    }

    /** Whether there could be an account of that address: hosts for anonymous users have none. */
    boolean mayHaveAccount(BareJid address) {
        return !address.isDomain() && hosts.isLocal(address.domain()) && !isAnonymous(address.domain());
    }

    public void changePassword(BareJid address, String password) throws AccountException {
        changePassword(address, password, Optional.empty());
    }

    /**
     * Changes a password on behalf of one of the account's sessions.
     *
     * @param by the session that stays while the others end
     */
    public void changePassword(BareJid address, String password, Optional<FullJid> by) throws AccountException {
        Account account = require(address);
        store.replaceKeys(account.id(), keys(password));
        announce(address, Change.PASSWORD_CHANGED, by);
    }

    private Map<ScramHash, ScramKeys> keys(String password) throws AccountException {
        return passwords
                .derive(password)
                .map(Credentials::keys)
                .orElseThrow(() -> new AccountException(
                        Reason.PASSWORD_NOT_ALLOWED, "a password is not empty and has no control characters"));
    }

    /** A disabled account keeps everything and cannot log in. */
    public void setEnabled(BareJid address, boolean enabled) throws AccountException {
        store.setEnabled(require(address).id(), enabled);
        known.invalidate(address);
        if (!enabled) {
            announce(address, Change.DISABLED, Optional.empty());
        }
    }

    /** Deletes the account and everything kept for it. */
    public void delete(BareJid address) throws AccountException {
        delete(address, Optional.empty());
    }

    /**
     * Deletes the account on behalf of one of its sessions.
     *
     * @param by the session that its caller ends, after it has the answer
     */
    public void delete(BareJid address, Optional<FullJid> by) throws AccountException {
        Account account = require(address);
        store.delete(account.id());
        known.invalidate(address);
        announce(address, Change.DELETED, by);
    }

    private void announce(BareJid address, Change change, Optional<FullJid> by) {
        listeners.get().forEach(listener -> listener.changed(address, change, by));
    }

    /** The accounts of a host by name, {@code limit} of them after the name {@code after}. */
    public List<Account> list(String host, String after, int limit) {
        return store.list(host, after, limit);
    }

    public long count(String host) {
        return store.count(host);
    }
}
