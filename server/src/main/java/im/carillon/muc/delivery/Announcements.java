package im.carillon.muc.delivery;

import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.OccupantPresence.View;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.Seat;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told what about whom. Pure: what comes out is to be delivered.
 *
 * @param present everybody in the room, after the change that is announced
 */
public record Announcements(RoomConfig config, List<Occupant> present) {

    /** Somebody is there, or is there differently; themselves last. */
    public List<Dispatch> available(Occupant who, Notice notice) {
        return toAll(who, Presence.Type.AVAILABLE, notice, who.shown(), config.shows(who.role()));
    }

    /** Somebody is there, for all but themselves. */
    public List<Dispatch> availableToOthers(Occupant who, Notice notice) {
        return config.shows(who.role()) ? toOthers(who, Presence.Type.AVAILABLE, notice, who.shown()) : List.of();
    }

    /** The same, where the role has just changed: who is no longer shown, leaves for the others. */
    public List<Dispatch> changed(Occupant who, Role before, Notice notice) {
        if (config.shows(before) && !config.shows(who.role())) {
            List<Dispatch> dispatches =
                    new ArrayList<>(toOthers(who, Presence.Type.UNAVAILABLE, Notice.NOTHING, List.of()));
            dispatches.addAll(toSelf(who, Presence.Type.AVAILABLE, notice, who.shown(), who.seats()));
            return dispatches;
        }
        return available(who, notice);
    }

    /** Somebody left or takes another nickname. */
    public List<Dispatch> unavailable(Occupant who, Notice notice, List<XmlNode> farewell) {
        return toAll(who, Presence.Type.UNAVAILABLE, notice, farewell, config.shows(who.role()));
    }

    public List<Dispatch> unavailableToOthers(Occupant who, Notice notice, List<XmlNode> farewell) {
        return config.shows(who.role()) ? toOthers(who, Presence.Type.UNAVAILABLE, notice, farewell) : List.of();
    }

    /** To some of the clients of the one it is about. */
    public List<Dispatch> toSelf(
            Occupant who, Presence.Type type, Notice notice, List<XmlNode> shown, List<Seat> seats) {
        return List.of(new Dispatch(OccupantPresence.of(who, type, View.SELF, notice, shown), seats));
    }

    public List<Dispatch> gone(Occupant who, Notice notice, List<XmlNode> farewell, List<Seat> seats) {
        return toSelf(who, Presence.Type.UNAVAILABLE, notice, farewell, seats);
    }

    /** To somebody who is in no room (§7.2.17). */
    public static List<Dispatch> expelled(Occupant nobody, Notice notice) {
        return List.of(new Dispatch(
                OccupantPresence.of(nobody, Presence.Type.UNAVAILABLE, View.SELF, notice, List.of()), nobody.seats()));
    }

    private List<Dispatch> toAll(
            Occupant who, Presence.Type type, Notice notice, List<XmlNode> shown, boolean broadcast) {
        List<Dispatch> dispatches = new ArrayList<>(3);
        if (broadcast) {
            dispatches.addAll(toOthers(who, type, notice, shown));
        }
        dispatches.addAll(toSelf(who, type, notice, shown, who.seats()));
        return dispatches;
    }

    private List<Dispatch> toOthers(Occupant who, Presence.Type type, Notice notice, List<XmlNode> shown) {
        List<Seat> strangers = new ArrayList<>(config.whoisAnyone() ? 0 : present.size());
        List<Seat> confidants = new ArrayList<>(config.whoisAnyone() ? present.size() : 4);
        for (Occupant other : present) {
            if (!other.address().equals(who.address())) {
                List<Seat> seats = seesAddresses(other) ? confidants : strangers;
                for (Client client : other.clients()) {
                    seats.add(client.seat());
                }
            }
        }
        List<Dispatch> dispatches = new ArrayList<>(2);
        if (!strangers.isEmpty()) {
            dispatches.add(new Dispatch(OccupantPresence.of(who, type, View.STRANGER, notice, shown), strangers));
        }
        if (!confidants.isEmpty()) {
            dispatches.add(new Dispatch(OccupantPresence.of(who, type, View.CONFIDANT, notice, shown), confidants));
        }
        return dispatches;
    }

    private boolean seesAddresses(Occupant occupant) {
        return config.whoisAnyone() || occupant.isModerator();
    }

    /** Who is there already, for one who has just come (XEP-0045 §7.2.3). */
    public List<Dispatch> roster(Occupant joined, Seat seat, Portraits portraits) {
        View view = seesAddresses(joined) ? View.CONFIDANT : View.STRANGER;
        List<Seat> to = List.of(seat);
        List<Dispatch> dispatches = new ArrayList<>(present.size());
        for (Occupant other : present) {
            if (!other.address().equals(joined.address()) && config.shows(other.role())) {
                dispatches.add(new Dispatch(portraits.of(other, view), to));
            }
        }
        return dispatches;
    }

    /** That something is so, as a number (XEP-0045 §12). */
    public static XmlElement status(int code) {
        return OccupantPresence.status(code);
    }

    /** A message of the room itself with nothing but a status (XEP-0045 §10.2.1). */
    public static Message status(BareJid room, List<Integer> codes) {
        XmlElement.Builder x = XmlElement.builder(Namespace.USER, "x");
        codes.forEach(code -> x.child(OccupantPresence.status(code)));
        return Message.of(Message.Type.GROUPCHAT, room, room, x.build());
    }
}
