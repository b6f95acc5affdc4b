package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Accounts by hand. */
final class TestAccounts implements CredentialLookup {

    static final int ITERATIONS = 16;

    private final Map<BareJid, Credentials> accounts = new HashMap<>();

    TestAccounts with(String account, String password) {
        return with(account, password, true);
    }

    TestAccounts with(String account, String password, boolean enabled) {
        Map<ScramHash, ScramKeys> keys = new EnumMap<>(ScramHash.class);
        for (ScramHash hash : ScramHash.values()) {
            keys.put(hash, ScramKeys.derive(password, hash, new byte[] {1, 2, 3, 4}, ITERATIONS));
        }
        return with(account, new Credentials(keys, enabled));
    }

    TestAccounts with(String account, Credentials credentials) {
        accounts.put(BareJid.of(account), credentials);
        return this;
    }

    @Override
    public Optional<Credentials> lookup(BareJid account) {
        return Optional.ofNullable(accounts.get(account));
    }
}
