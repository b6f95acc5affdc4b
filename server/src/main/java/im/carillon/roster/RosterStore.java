package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Rosters in the database. A contact has a row in {@code roster_item} while it is listed, one in
 * {@code subscription_request} while it waits for an answer, or both. The row of a removed contact
 * stays with the subscription {@code remove}, so that clients with an older version can be told.
 */
final class RosterStore {

    private static final String REMOVED = "remove";
    /** Cannot be part of a group's name, because XML has no such character. */
    private static final String GROUP_SEPARATOR = "\u001f";

    private static final String SELECT_ITEM =
            "SELECT contact, name, subscription, ask, approved, group_names, version FROM roster_item ";

    /** An account's row; {@code floor} is the version up to which removals are forgotten. */
    private record Account(long id, RosterVersion version, long floor) {}

    /** What changed since a version. */
    record Difference(RosterVersion version, List<RosterItem> items) {}

    Roster load(Handle handle, BareJid account) throws InvalidJidException {
        Optional<Account> row = account(handle, account);
        if (row.isEmpty()) {
            return Roster.ofNobody(account);
        }
        long id = row.get().id();
        Map<BareJid, RosterItem> items = new HashMap<>();
        Set<BareJid> requests = requests(handle, id);
        String sql = SELECT_ITEM + "WHERE account_id = :account AND subscription <> 'remove'";
        for (Row stored : handle.createQuery(sql)
                .bind("account", id)
                .map((r, c) -> Row.of(r))
                .list()) {
            RosterItem item = stored.toItem(requests);
            items.put(item.contact(), item);
        }
        for (BareJid contact : requests) {
            items.computeIfAbsent(
                    contact, c -> RosterItem.unknown(c).withSubscription(Subscription.NONE.withPendingIn()));
        }
        return new Roster(account, row.get().version(), items.values());
    }

    /** The changes since a version, if it is known well enough to tell. */
    Optional<Difference> since(Handle handle, BareJid account, RosterVersion known) throws InvalidJidException {
        Optional<Account> row = account(handle, account);
        if (row.isEmpty()
                || row.get().version().epoch() != known.epoch()
                || known.number() < row.get().floor()
                || known.number() > row.get().version().number()) {
            return Optional.empty();
        }
        String sql = SELECT_ITEM + "WHERE account_id = :account AND version > :known ORDER BY version";
        List<RosterItem> items = new ArrayList<>();
        for (Row stored : handle.createQuery(sql)
                .bind("account", row.get().id())
                .bind("known", known.number())
                .map((r, c) -> Row.of(r))
                .list()) {
            items.add(stored.toItem(Set.of()));
        }
        return Optional.of(new Difference(row.get().version(), items));
    }

    /** The stored requests for an account's approval, as they were received. */
    List<byte[]> requestStanzas(Handle handle, BareJid account) {
        return handle.createQuery("SELECT r.stanza FROM subscription_request r"
                        + " JOIN account a ON a.id = r.account_id WHERE a.host = :host AND a.localpart = :local"
                        + " ORDER BY r.contact")
                .bind("host", account.domain())
                .bind("local", account.local())
                .map((r, c) -> r.getBytes(1))
                .list();
    }

    /** Looks through all rosters. */
    List<BareJid> whoKnow(Handle handle, BareJid contact) throws InvalidJidException {
        List<BareJid> accounts = new ArrayList<>();
        for (String[] parts : handle.createQuery("SELECT localpart, host FROM account WHERE id IN"
                        + " (SELECT account_id FROM roster_item WHERE contact = :contact AND subscription <> 'remove'"
                        + " UNION SELECT account_id FROM subscription_request WHERE contact = :contact)")
                .bind("contact", contact.toString())
                .map((r, c) -> new String[] {r.getString(1), r.getString(2)})
                .list()) {
            accounts.add(BareJid.of(parts[0], parts[1]));
        }
        return accounts;
    }

    /** Carries out an edit; inside a write transaction. */
    <D> RosterChange<D> edit(Handle handle, BareJid address, BareJid contact, RosterEdit<D> edit)
            throws StanzaException, InvalidJidException {
        Account account = account(handle, address)
                .orElseThrow(() -> new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such account"));
        RosterItem before = item(handle, account.id(), contact);
        RosterEdit.Outcome<D> outcome = edit.apply(before);
        if (outcome.item().equals(before)) {
            return new RosterChange<>(address, account.version(), before, before, false, outcome.decision());
        }
        RosterVersion version =
                new RosterVersion(account.version().epoch(), account.version().number() + 1);
        RosterItem after = outcome.item().withVersion(version.number());
        checkRoom(handle, account.id(), before, after);
        if (before.listed() || after.listed()) {
            putItem(handle, account.id(), after);
        }
        putRequest(handle, account.id(), before, after, outcome.request());
        update(handle, "UPDATE account SET roster_version = :version WHERE id = :account", account.id(), version);
        if (before.listed() && !after.listed()) {
            forgetOldRemovals(handle, account.id());
        }
        return new RosterChange<>(address, version, before, after, true, outcome.decision());
    }

    private static Optional<Account> account(Handle handle, BareJid address) {
        return handle.createQuery("SELECT id, created, roster_version, roster_floor FROM account"
                        + " WHERE host = :host AND localpart = :local")
                .bind("host", address.domain())
                .bind("local", address.local())
                .map((r, c) -> new Account(r.getLong(1), new RosterVersion(r.getLong(2), r.getLong(3)), r.getLong(4)))
                .findOne();
    }

    private static Set<BareJid> requests(Handle handle, long account) throws InvalidJidException {
        Set<BareJid> contacts = new HashSet<>();
        for (String contact : handle.createQuery("SELECT contact FROM subscription_request WHERE account_id = :account")
                .bind("account", account)
                .mapTo(String.class)
                .list()) {
            contacts.add(BareJid.parse(contact));
        }
        return contacts;
    }

    private static RosterItem item(Handle handle, long account, BareJid contact) throws InvalidJidException {
        boolean requested = handle.createQuery(
                        "SELECT 1 FROM subscription_request WHERE account_id = :account AND contact = :contact")
                .bind("account", account)
                .bind("contact", contact.toString())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        Optional<Row> row = handle.createQuery(
                        SELECT_ITEM + "WHERE account_id = :account AND contact = :contact AND subscription <> 'remove'")
                .bind("account", account)
                .bind("contact", contact.toString())
                .map((r, c) -> Row.of(r))
                .findOne();
        if (row.isPresent()) {
            return row.get().toItem(requested ? Set.of(contact) : Set.of());
        }
        RosterItem unknown = RosterItem.unknown(contact);
        return requested ? unknown.withSubscription(Subscription.NONE.withPendingIn()) : unknown;
    }

    private static void checkRoom(Handle handle, long account, RosterItem before, RosterItem after)
            throws StanzaException {
        if (after.listed() && !before.listed()) {
            String sql = "SELECT COUNT(*) FROM roster_item WHERE account_id = :account AND subscription <> 'remove'";
            if (count(handle, sql, account) >= RosterLimits.ITEMS) {
                throw new StanzaException(
                        ErrorCondition.NOT_ACCEPTABLE, "a roster holds no more than " + RosterLimits.ITEMS + " items");
            }
        }
        if (after.subscription().pendingIn() && !before.subscription().pendingIn()) {
            String sql = "SELECT COUNT(*) FROM subscription_request WHERE account_id = :account";
            if (count(handle, sql, account) >= RosterLimits.REQUESTS) {
                throw new StanzaException(ErrorCondition.RESOURCE_CONSTRAINT, "too many requests wait for an answer");
            }
        }
    }

    private static int count(Handle handle, String sql, long account) {
        return handle.createQuery(sql)
                .bind("account", account)
                .mapTo(Integer.class)
                .one();
    }

    private static void putItem(Handle handle, long account, RosterItem item) {
        handle.createUpdate("INSERT INTO roster_item"
                        + " (account_id, contact, name, subscription, ask, approved, group_names, version)"
                        + " VALUES (:account, :contact, :name, :subscription, :ask, :approved, :groups, :version)"
                        + " ON CONFLICT (account_id, contact) DO UPDATE SET name = excluded.name,"
                        + " subscription = excluded.subscription, ask = excluded.ask, approved = excluded.approved,"
                        + " group_names = excluded.group_names, version = excluded.version")
                .bind("account", account)
                .bind("contact", item.contact().toString())
                .bind("name", item.name())
                .bind("subscription", item.listed() ? item.subscription().wire() : REMOVED)
                .bind("ask", item.subscription().pendingOut() ? 1 : 0)
                .bind("approved", item.subscription().approved() ? 1 : 0)
                .bind("groups", String.join(GROUP_SEPARATOR, item.groups()))
                .bind("version", item.version())
                .execute();
    }

    private static void putRequest(
            Handle handle, long account, RosterItem before, RosterItem after, Optional<XmlElement> request) {
        boolean now = after.subscription().pendingIn();
        if (now == before.subscription().pendingIn()) {
            return;
        }
        String contact = after.contact().toString();
        if (now) {
            handle.createUpdate("INSERT INTO subscription_request (account_id, contact, stanza)"
                            + " VALUES (:account, :contact, :stanza)")
                    .bind("account", account)
                    .bind("contact", contact)
                    .bind("stanza", encoded(request.orElseThrow()))
                    .execute();
        } else {
            handle.createUpdate("DELETE FROM subscription_request WHERE account_id = :account AND contact = :contact")
                    .bind("account", account)
                    .bind("contact", contact)
                    .execute();
        }
    }

    /** A stranger must not be able to fill the disk with what it attaches to its request. */
    private static byte[] encoded(XmlElement request) {
        byte[] bytes = XmlEncoder.encode(request, "");
        return bytes.length <= RosterLimits.REQUEST_BYTES ? bytes : XmlEncoder.encode(request.withNodes(List.of()), "");
    }

    private static void forgetOldRemovals(Handle handle, long account) {
        String removals = "SELECT COUNT(*) FROM roster_item WHERE account_id = :account AND subscription = 'remove'";
        if (count(handle, removals, account) <= RosterLimits.REMOVALS) {
            return;
        }
        long floor = handle.createQuery("SELECT version FROM roster_item WHERE account_id = :account"
                        + " AND subscription = 'remove' ORDER BY version DESC LIMIT 1 OFFSET :keep")
                .bind("account", account)
                .bind("keep", RosterLimits.REMOVALS / 2)
                .mapTo(Long.class)
                .one();
        RosterVersion forgotten = new RosterVersion(0, floor);
        update(handle, "UPDATE account SET roster_floor = :version WHERE id = :account", account, forgotten);
        update(
                handle,
                "DELETE FROM roster_item WHERE account_id = :account"
                        + " AND subscription = 'remove' AND version <= :version",
                account,
                forgotten);
    }

    private static void update(Handle handle, String sql, long account, RosterVersion version) {
        handle.createUpdate(sql)
                .bind("account", account)
                .bind("version", version.number())
                .execute();
    }

    /** One row of {@code roster_item}. */
    private record Row(
            String contact,
            String name,
            String subscription,
            boolean ask,
            boolean approved,
            String groups,
            long version) {

        static Row of(ResultSet r) throws SQLException {
            return new Row(
                    r.getString(1),
                    r.getString(2),
                    r.getString(3),
                    r.getInt(4) != 0,
                    r.getInt(5) != 0,
                    r.getString(6),
                    r.getLong(7));
        }

        RosterItem toItem(Set<BareJid> requests) throws InvalidJidException {
            BareJid address = BareJid.parse(contact);
            return new RosterItem(
                    address,
                    name,
                    groups.isEmpty() ? List.of() : List.of(groups.split(GROUP_SEPARATOR, -1)),
                    Subscription.stored(subscription, ask, requests.contains(address), approved),
                    !subscription.equals(REMOVED),
                    version);
        }
    }
}
