package im.carillon.roster;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a roster set asks for (RFC 6121 §2.3 to §2.5), checked. Attributes that clients have no say
 * in are not looked at (§2.1.2).
 */
sealed interface RosterRequest {

    BareJid contact();

    record Put(BareJid contact, String name, List<String> groups) implements RosterRequest {}

    record Remove(BareJid contact) implements RosterRequest {}

    static RosterRequest of(XmlElement query, BareJid account) throws StanzaException {
        List<XmlElement> children = query.children();
        if (children.size() != 1 || !children.getFirst().is(RosterItem.NAMESPACE, "item")) {
            throw new StanzaException(
                    ErrorCondition.BAD_REQUEST, "a roster set has exactly one item (RFC 6121 §2.1.5)");
        }
        XmlElement item = children.getFirst();
        BareJid contact = contact(item);
        if (item.attributeOr("subscription", "").equals("remove")) {
            return new Remove(contact);
        }
        if (contact.equals(account)) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "nobody is a contact of their own");
        }
        String name = item.attributeOr("name", "");
        checkLength(name, "the name");
        return new Put(contact, name, groups(item));
    }

    private static BareJid contact(XmlElement item) throws StanzaException {
        String address = item.attributeOr("jid", "");
        if (address.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "an item needs a 'jid'");
        }
        try {
            return Jid.parse(address).bare();
        } catch (InvalidJidException e) {
            throw new StanzaException(ErrorCondition.JID_MALFORMED, "'jid' is not an address: " + e.getMessage());
        }
    }

    /** RFC 6121 §2.3.3. */
    private static List<String> groups(XmlElement item) throws StanzaException {
        List<String> groups = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (XmlElement group : item.children(RosterItem.NAMESPACE, "group")) {
            String name = group.text();
            if (name.isEmpty()) {
                throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "a group needs a name");
            }
            checkLength(name, "a group's name");
            if (!seen.add(name)) {
                throw new StanzaException(ErrorCondition.BAD_REQUEST, "a group is named twice");
            }
            groups.add(name);
        }
        if (groups.size() > RosterLimits.GROUPS_OF_ITEM) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE,
                    "a contact is in no more than " + RosterLimits.GROUPS_OF_ITEM + " groups");
        }
        return groups;
    }

    private static void checkLength(String name, String what) throws StanzaException {
        if (name.getBytes(StandardCharsets.UTF_8).length > RosterLimits.NAME_BYTES) {
            throw new StanzaException(
                    ErrorCondition.NOT_ACCEPTABLE, what + " is longer than " + RosterLimits.NAME_BYTES + " bytes");
        }
    }
}
