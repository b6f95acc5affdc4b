package im.carillon.account;

import im.carillon.jid.BareJid;
import im.carillon.sasl.FastToken;
import im.carillon.sasl.FastTokenSlots;
import im.carillon.sasl.FastTokenStore;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * FAST tokens in the database. {@link AccountStore} forgets an account's tokens in the transaction
 * that changes its password, disables or deletes it; no token is stored for an account that is
 * disabled or gone by then.
 */
@Singleton
public final class AccountTokens implements FastTokenStore {

    private static final int MOST_CLIENTS = 32;
    private static final String CURRENT = "current";
    private static final String NEXT = "next";

    private final Database database;

    @Inject
    public AccountTokens(Database database) {
        this.database = database;
    }

    private record Stored(String slot, FastToken token) {}

    @Override
    public FastTokenSlots read(BareJid account, String clientId) {
        return database.read(handle ->
                enabled(handle, account).map(id -> slots(handle, id, clientId)).orElseGet(FastTokenSlots::empty));
    }

    @Override
    public <R> R update(BareJid account, String clientId, Function<FastTokenSlots, Changed<R>> change) {
        // transactions follow each other on one thread: nobody changes the slots in between
        return database.write(handle -> {
            Optional<Long> id = enabled(handle, account);
            Changed<R> changed =
                    change.apply(id.map(known -> slots(handle, known, clientId)).orElseGet(FastTokenSlots::empty));
            if (id.isPresent()) {
                replace(handle, id.get(), clientId, changed.slots());
            }
            return changed.result();
        });
    }

    @Override
    public void forget(BareJid account, String clientId) {
        database.write(handle -> handle.execute(
                "DELETE FROM fast_token WHERE client = ?"
                        + " AND account_id = (SELECT id FROM account WHERE host = ? AND localpart = ?)",
                clientId,
                account.domain(),
                account.local()));
    }

    private static Optional<Long> enabled(Handle handle, BareJid account) {
        return handle.createQuery("SELECT id FROM account WHERE host = :host AND localpart = :local AND disabled = 0")
                .bind("host", account.domain())
                .bind("local", account.local())
                .mapTo(Long.class)
                .findOne();
    }

    private static FastTokenSlots slots(Handle handle, long account, String client) {
        Map<String, FastToken> tokens = new HashMap<>();
        handle.createQuery("SELECT slot, mechanism, token, issued, expires, count FROM fast_token"
                        + " WHERE account_id = :account AND client = :client")
                .bind("account", account)
                .bind("client", client)
                .map(AccountTokens::stored)
                .forEach(stored -> tokens.put(stored.slot(), stored.token()));
        return new FastTokenSlots(Optional.ofNullable(tokens.get(CURRENT)), Optional.ofNullable(tokens.get(NEXT)));
    }

    private static Stored stored(ResultSet row, StatementContext context) throws SQLException {
        return new Stored(
                row.getString("slot"),
                new FastToken(
                        row.getString("mechanism"),
                        row.getString("token"),
                        Instant.ofEpochMilli(row.getLong("issued")),
                        Instant.ofEpochMilli(row.getLong("expires")),
                        row.getLong("count")));
    }

    private static void replace(Handle handle, long account, String client, FastTokenSlots slots) {
        handle.execute("DELETE FROM fast_token WHERE account_id = ? AND client = ?", account, client);
        slots.current().ifPresent(token -> insert(handle, account, client, CURRENT, token));
        slots.next().ifPresent(token -> insert(handle, account, client, NEXT, token));
        if (!slots.isEmpty()) {
            handle.execute(
                    "DELETE FROM fast_token WHERE account_id = ? AND client NOT IN (SELECT client FROM fast_token"
                            + " WHERE account_id = ? GROUP BY client ORDER BY max(expires) DESC, client LIMIT ?)",
                    account,
                    account,
                    MOST_CLIENTS);
        }
    }

    private static void insert(Handle handle, long account, String client, String slot, FastToken token) {
        handle.execute(
                "INSERT INTO fast_token (account_id, client, slot, mechanism, token, issued, expires, count)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                account,
                client,
                slot,
                token.mechanism(),
                token.id(),
                token.issued().toEpochMilli(),
                token.expiry().toEpochMilli(),
                token.count());
    }
}
