package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.sasl.ScramHash;
import im.carillon.sasl.ScramKeys;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** Accounts and their keys in the database. Every method blocks. */
@Singleton
public final class AccountStore {

    private static final String COLUMNS = "id, localpart, host, created, disabled";

    private final Database database;

    @Inject
    public AccountStore(Database database) {
        this.database = database;
    }

    /** An account to be made. */
    public record NewAccount(BareJid address, Map<ScramHash, ScramKeys> keys) {
        public NewAccount {
            keys = Map.copyOf(keys);
        }
    }

    Optional<Account> find(BareJid address) {
        return database.read(handle -> find(handle, address));
    }

    private static Optional<Account> find(Handle handle, BareJid address) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM account WHERE host = :host AND localpart = :local")
                .bind("host", address.domain())
                .bind("local", address.local())
                .map(AccountStore::account)
                .findOne();
    }

    private static Account account(ResultSet row, StatementContext context) throws SQLException {
        return new Account(
                row.getLong("id"),
                BareJid.of(row.getString("localpart") + '@' + row.getString("host")),
                Instant.ofEpochMilli(row.getLong("created")),
                row.getInt("disabled") == 0);
    }

    Map<ScramHash, ScramKeys> keys(long account) {
        return database.read(handle -> {
            Map<ScramHash, ScramKeys> keys = new EnumMap<>(ScramHash.class);
            handle.createQuery(
                            "SELECT hash, salt, iterations, stored_key, server_key FROM scram_key WHERE account_id = :id")
                    .bind("id", account)
                    .map((row, context) -> keys.put(
                            ScramHash.valueOf(row.getString("hash")),
                            new ScramKeys(
                                    row.getBytes("salt"),
                                    row.getInt("iterations"),
                                    row.getBytes("stored_key"),
                                    row.getBytes("server_key"))))
                    .list();
            return keys;
        });
    }

    /**
     * Makes accounts in one transaction.
     *
     * @return the addresses that were there before; they are left as they were
     */
    List<BareJid> create(List<NewAccount> accounts, Instant now) {
        return database.write(handle -> accounts.stream()
                .filter(account -> !created(handle, account, now))
                .map(NewAccount::address)
                .toList());
    }

    private static boolean created(Handle handle, NewAccount account, Instant now) {
        BareJid address = account.address();
        int inserted = handle.createUpdate("INSERT INTO account (localpart, host, created) VALUES (:local, :host, :now)"
                        + " ON CONFLICT DO NOTHING")
                .bind("local", address.local())
                .bind("host", address.domain())
                .bind("now", now.toEpochMilli())
                .execute();
        if (inserted == 0) {
            return false;
        }
        insertKeys(handle, find(handle, address).orElseThrow().id(), account.keys());
        return true;
    }

    private static void insertKeys(Handle handle, long account, Map<ScramHash, ScramKeys> keys) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO scram_key"
                + " (account_id, hash, salt, iterations, stored_key, server_key)"
                + " VALUES (:id, :hash, :salt, :iterations, :stored, :server)");
        keys.forEach((hash, key) -> batch.bind("id", account)
                .bind("hash", hash.name())
                .bind("salt", key.salt())
                .bind("iterations", key.iterations())
                .bind("stored", key.storedKey())
                .bind("server", key.serverKey())
                .add());
        batch.execute();
    }

    /** Replaces the keys and forgets every token that older keys gave. */
    void replaceKeys(long account, Map<ScramHash, ScramKeys> keys) {
        database.write(handle -> {
            handle.execute("DELETE FROM scram_key WHERE account_id = ?", account);
            handle.execute("DELETE FROM fast_token WHERE account_id = ?", account);
            insertKeys(handle, account, keys);
            return account;
        });
    }

    void setEnabled(long account, boolean enabled) {
        database.write(handle -> {
            if (!enabled) {
                handle.execute("DELETE FROM fast_token WHERE account_id = ?", account);
            }
            return handle.execute("UPDATE account SET disabled = ? WHERE id = ?", enabled ? 0 : 1, account);
        });
    }

    /** Deletes the account with everything that is kept for it. */
    void delete(long account) {
        database.write(handle -> {
            for (String table : List.of(
                    "scram_key",
                    "fast_token",
                    "roster_item",
                    "subscription_request",
                    "blocked",
                    "vcard",
                    "private_xml",
                    "archive_setting",
                    "archive_rule")) {
                handle.execute("DELETE FROM " + table + " WHERE account_id = ?", account);
            }
            // the messages, which may be millions, are removed in the background: nobody has their number any more
            return handle.execute("DELETE FROM account WHERE id = ?", account);
        });
    }

    /** Accounts of a host in the order of their names, after a given name. */
    List<Account> list(String host, String after, int limit) {
        return database.read(handle -> handle.createQuery("SELECT " + COLUMNS
                        + " FROM account WHERE host = :host AND localpart > :after ORDER BY localpart LIMIT :limit")
                .bind("host", host)
                .bind("after", after)
                .bind("limit", limit)
                .map(AccountStore::account)
                .list());
    }

    long count(String host) {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM account WHERE host = :host")
                .bind("host", host)
                .mapTo(Long.class)
                .one());
    }
}
