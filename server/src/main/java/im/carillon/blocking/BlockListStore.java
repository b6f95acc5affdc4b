package im.carillon.blocking;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.storage.Database;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Block lists in the database. Every method blocks. */
@Singleton
final class BlockListStore {

    /** How many addresses one account may block. */
    static final int MOST = 5_000;

    private final Database database;

    /** Why addresses could not be blocked. */
    enum Refusal {
        NO_ACCOUNT,
        TOO_MANY
    }

    /**
     * What became of a change.
     *
     * @param changed the addresses that were not blocked before, or are not any more
     */
    record Outcome(List<Jid> changed, Optional<Refusal> refusal) {

        static Outcome of(List<Jid> changed) {
            return new Outcome(changed, Optional.empty());
        }

        static Outcome refused(Refusal refusal) {
            return new Outcome(List.of(), Optional.of(refusal));
        }
    }

    @Inject
    BlockListStore(Database database) {
        this.database = database;
    }

    BlockList load(BareJid account) {
        return database.read(
                handle -> id(handle, account).map(id -> load(handle, id)).orElse(BlockList.EMPTY));
    }

    private static BlockList load(Handle handle, long id) {
        return BlockList.of(handle.createQuery("SELECT address FROM blocked WHERE account_id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .map(Jid::of)
                .list());
    }

    Outcome add(BareJid account, Collection<Jid> addresses) {
        return database.write(handle -> {
            Optional<Long> id = id(handle, account);
            if (id.isEmpty()) {
                return Outcome.refused(Refusal.NO_ACCOUNT);
            }
            Collection<Jid> present = load(handle, id.get()).entries();
            List<Jid> added = addresses.stream()
                    .filter(a -> !present.contains(a))
                    .distinct()
                    .toList();
            if (present.size() + added.size() > MOST) {
                return Outcome.refused(Refusal.TOO_MANY);
            }
            added.forEach(address -> handle.execute(
                    "INSERT INTO blocked (account_id, address) VALUES (?, ?)", id.get(), address.toString()));
            return Outcome.of(added);
        });
    }

    Outcome remove(BareJid account, Collection<Jid> addresses) {
        return database.write(handle -> {
            Optional<Long> id = id(handle, account);
            return Outcome.of(
                    id.isEmpty()
                            ? List.of()
                            : addresses.stream()
                                    .distinct()
                                    .filter(address -> removed(handle, id.get(), address))
                                    .toList());
        });
    }

    private static boolean removed(Handle handle, long id, Jid address) {
        return handle.execute("DELETE FROM blocked WHERE account_id = ? AND address = ?", id, address.toString()) > 0;
    }

    Outcome clear(BareJid account) {
        return database.write(handle -> {
            Optional<Long> id = id(handle, account);
            if (id.isEmpty()) {
                return Outcome.of(List.of());
            }
            List<Jid> present = List.copyOf(load(handle, id.get()).entries());
            handle.execute("DELETE FROM blocked WHERE account_id = ?", id.get());
            return Outcome.of(present);
        });
    }

    private static Optional<Long> id(Handle handle, BareJid account) {
        return handle.createQuery("SELECT id FROM account WHERE host = :host AND localpart = :local")
                .bind("host", account.domain())
                .bind("local", account.local())
                .mapTo(Long.class)
                .findOne();
    }
}
