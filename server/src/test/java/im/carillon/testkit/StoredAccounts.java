package im.carillon.testkit;

import im.carillon.jid.BareJid;
import im.carillon.storage.Database;

/** Accounts that exist in the database without being able to log in. */
public final class StoredAccounts {

    private StoredAccounts() {}

    public static BareJid add(Database database, String address) {
        BareJid account = BareJid.of(address);
        return database.write(handle -> {
            handle.execute(
                    "INSERT INTO account (localpart, host, created) VALUES (?, ?, 0)",
                    account.local(),
                    account.domain());
            return account;
        });
    }
}
