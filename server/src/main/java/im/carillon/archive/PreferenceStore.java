package im.carillon.archive;

import im.carillon.config.ArchivePolicy;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What accounts said about their archives, in the database. Every method blocks. */
@Singleton
final class PreferenceStore {

    private final Database database;

    @Inject
    PreferenceStore(Database database) {
        this.database = database;
    }

    Preferences load(BareJid account) {
        return database.read(handle -> id(handle, account)
                .map(id -> new Preferences(policy(handle, id), named(handle, id)))
                .orElse(Preferences.NONE));
    }

    private static Optional<ArchivePolicy> policy(Handle handle, long account) {
        return handle.createQuery("SELECT policy FROM archive_setting WHERE account_id = :id AND policy IS NOT NULL")
                .bind("id", account)
                .mapTo(String.class)
                .findOne()
                .flatMap(ArchivePolicy::of);
    }

    private static Map<Jid, Boolean> named(Handle handle, long account) {
        Map<Jid, Boolean> named = new HashMap<>();
        handle.createQuery("SELECT address, archived FROM archive_rule WHERE account_id = :id")
                .bind("id", account)
                .map((row, context) -> Map.entry(Jid.of(row.getString("address")), row.getInt("archived") != 0))
                .forEach(rule -> named.put(rule.getKey(), rule.getValue()));
        return named;
    }

    /**
     * Puts these in the place of earlier ones.
     *
     * @return false when there is no such account
     */
    boolean put(BareJid account, Preferences preferences) {
        return database.write(handle -> id(handle, account)
                .map(id -> {
                    put(handle, id, preferences);
                    return true;
                })
                .orElse(false));
    }

    private static void put(Handle handle, long account, Preferences preferences) {
        handle.createUpdate("INSERT INTO archive_setting (account_id, policy) VALUES (:id, :policy)"
                        + " ON CONFLICT (account_id) DO UPDATE SET policy = excluded.policy")
                .bind("id", account)
                .bind("policy", preferences.policy().map(ArchivePolicy::wire))
                .execute();
        handle.execute("DELETE FROM archive_rule WHERE account_id = ?", account);
        if (!preferences.named().isEmpty()) {
            PreparedBatch rules = handle.prepareBatch(
                    "INSERT INTO archive_rule (account_id, address, archived) VALUES (:id, :address, :archived)");
            preferences
                    .named()
                    .forEach((address, archived) -> rules.bind("id", account)
                            .bind("address", address.toString())
                            .bind("archived", archived ? 1 : 0)
                            .add());
            rules.execute();
        }
    }

    private static Optional<Long> id(Handle handle, BareJid account) {
        return handle.createQuery("SELECT id FROM account WHERE host = :host AND localpart = :local")
                .bind("host", account.domain())
                .bind("local", account.local())
                .mapTo(Long.class)
                .findOne();
    }
}
