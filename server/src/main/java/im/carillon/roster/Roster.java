package im.carillon.roster;

import im.carillon.jid.BareJid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One account's roster at one version. Immutable; what a broadcast needs is computed once.
 */
public final class Roster {

    private static final long NO_ACCOUNT = -1;

    private final BareJid account;
    private final RosterVersion version;
    private final Map<BareJid, RosterItem> items;
    private final List<BareJid> subscribers;
    private final List<BareJid> subscribedTo;
    private final boolean requested;

    Roster(BareJid account, RosterVersion version, Collection<RosterItem> items) {
        this(account, version, byContact(items));
    }

    private Roster(BareJid account, RosterVersion version, Map<BareJid, RosterItem> items) {
        this.account = account;
        this.version = version;
        this.items = items;
        List<BareJid> from = new ArrayList<>();
        List<BareJid> to = new ArrayList<>();
        boolean asked = false;
        for (RosterItem item : items.values()) {
            if (item.subscription().from()) {
                from.add(item.contact());
            }
            if (item.subscription().to()) {
                to.add(item.contact());
            }
            asked |= item.subscription().pendingIn();
        }
        this.subscribers = List.copyOf(from);
        this.subscribedTo = List.copyOf(to);
        this.requested = asked;
    }

    private static Map<BareJid, RosterItem> byContact(Collection<RosterItem> items) {
        Map<BareJid, RosterItem> map = HashMap.newHashMap(items.size());
        items.forEach(item -> map.put(item.contact(), item));
        return map;
    }

    /** The empty roster of an address that is no account, such as an anonymous session's. */
    static Roster ofNobody(BareJid account) {
        return new Roster(account, new RosterVersion(NO_ACCOUNT, 0), Map.of());
    }

    boolean isOfAccount() {
        return version.epoch() != NO_ACCOUNT;
    }

    public BareJid account() {
        return account;
    }

    RosterVersion version() {
        return version;
    }

    /** What is known of a contact, listed or not. */
    public RosterItem item(BareJid contact) {
        RosterItem item = items.get(contact);
        return item == null ? RosterItem.unknown(contact) : item;
    }

    /** What the account sees. */
    public List<RosterItem> listed() {
        return items.values().stream().filter(RosterItem::listed).toList();
    }

    /** Who gets this account's presence. */
    public List<BareJid> subscribers() {
        return subscribers;
    }

    /** Whose presence this account gets. */
    public List<BareJid> subscribedTo() {
        return subscribedTo;
    }

    /** Whom this account has asked and who has not answered. */
    public List<BareJid> asked() {
        return items.values().stream()
                .filter(item -> item.subscription().pendingOut())
                .map(RosterItem::contact)
                .toList();
    }

    /** Whether somebody waits for this account's answer. */
    public boolean hasRequests() {
        return requested;
    }

    public boolean isSubscriber(BareJid contact) {
        RosterItem item = items.get(contact);
        return item != null && item.subscription().from();
    }

    int size() {
        return items.size();
    }

    Roster with(RosterItem changed, RosterVersion newer) {
        Map<BareJid, RosterItem> copy = new HashMap<>(items);
        if (changed.isUnknown()) {
            copy.remove(changed.contact());
        } else {
            copy.put(changed.contact(), changed);
        }
        return new Roster(account, newer, copy);
    }
}
