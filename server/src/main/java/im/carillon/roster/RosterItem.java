package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.xml.XmlElement;
import java.util.List;

/**
 * What an account's roster knows of one contact.
 *
 * @param listed whether the account sees it in its roster; a contact that only asked for a
 *     subscription is not listed (RFC 6121 §A.1)
 * @param version of the roster when this item was last changed
 */
public record RosterItem(
        BareJid contact, String name, List<String> groups, Subscription subscription, boolean listed, long version) {

    public static final String NAMESPACE = "jabber:iq:roster";

    public RosterItem {
        groups = List.copyOf(groups);
    }

    /** A contact that nothing is known of. */
    static RosterItem unknown(BareJid contact) {
        return new RosterItem(contact, "", List.of(), Subscription.NONE, false, 0);
    }

    /** The same contact in another state; new states that need a place in the roster make one. */
    public RosterItem withSubscription(Subscription next) {
        return next.equals(subscription)
                ? this
                : new RosterItem(contact, name, groups, next, listed || next.isListed(), version);
    }

    /** As the account wants it to be called and grouped; a change even if nothing differs. */
    RosterItem described(String newName, List<String> newGroups) {
        return new RosterItem(contact, newName, newGroups, subscription, true, 0);
    }

    RosterItem removed() {
        return new RosterItem(contact, "", List.of(), subscription.removed(), false, 0);
    }

    RosterItem withVersion(long changed) {
        return new RosterItem(contact, name, groups, subscription, listed, changed);
    }

    /** Whether there is nothing to remember. */
    boolean isUnknown() {
        return !listed && !subscription.pendingIn();
    }

    /** RFC 6121 §2.1.2; an item that is not listed is told as removed. */
    public XmlElement toElement() {
        XmlElement.Builder item = XmlElement.builder(NAMESPACE, "item").attribute("jid", contact.toString());
        if (!listed) {
            return item.attribute("subscription", "remove").build();
        }
        if (!name.isEmpty()) {
            item.attribute("name", name);
        }
        item.attribute("subscription", subscription.wire());
        if (subscription.pendingOut()) {
            item.attribute("ask", "subscribe");
        }
        if (subscription.approved()) {
            item.attribute("approved", "true");
        }
        groups.forEach(group -> item.child("group", group));
        return item.build();
    }
}
