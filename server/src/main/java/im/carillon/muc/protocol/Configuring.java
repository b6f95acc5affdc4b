package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What follows for those in a room when its configuration changes (XEP-0045 §10.2). On the committer's thread. */
final class Configuring {

    private static final int CHANGED = 104;
    private static final int LOGGED = 170;
    private static final int NOT_LOGGED = 171;
    private static final int NON_ANONYMOUS = 172;
    private static final int SEMI_ANONYMOUS = 173;
    private static final int MEMBERS_ONLY = 322;

    private final Membership membership;
    private final Exit exit;
    private final Courier courier;
    private final Database database;

    @Inject
    Configuring(Membership membership, Exit exit, Courier courier, Database database) {
        this.membership = membership;
        this.exit = exit;
        this.courier = courier;
        this.database = database;
    }

    /** @param by who did it, if it was somebody who may be in the room */
    void apply(Room room, RoomConfig config, List<Affiliated> changes, Optional<BareJid> by) {
        RoomConfig before = room.config();
        boolean first = room.isLocked();
        UnitOfWork unit = new UnitOfWork();
        room.configure(config);
        room.unlock();
        Optional<String> actor = by.flatMap(
                        account -> room.occupants(account).stream().findFirst())
                .map(Occupant::nick);
        Membership.Told told = membership.apply(room, changes, actor);
        courier.deliver(told.removed());
        courier.deliver(told.others());
        if (config.membersOnly() && !before.membersOnly()) {
            removeStrangers(room, unit);
        }
        if (before.moderated() && !config.moderated()) {
            giveVoice(room, unit);
        }
        showOthers(room, before, unit);
        if (!first) {
            status(room, codes(before, config), unit);
        }
        exit.settle(room, unit);
        database.submit(unit);
    }

    private void removeStrangers(Room room, UnitOfWork unit) {
        for (Occupant occupant : room.occupants()) {
            if (!occupant.affiliation().isAtLeast(Affiliation.MEMBER)) {
                Exit.Removal removal = exit.remove(room, occupant, Notice.NOTHING.with(List.of(MEMBERS_ONLY)), unit);
                courier.announce(removal.own(), unit);
                courier.announce(removal.others(), unit);
            }
        }
    }

    private void giveVoice(Room room, UnitOfWork unit) {
        for (Occupant occupant : room.occupants()) {
            if (occupant.role() == Role.VISITOR) {
                Occupant now = room.put(occupant.with(occupant.affiliation(), Role.PARTICIPANT));
                courier.announce(
                        new Announcements(room.config(), room.occupants()).changed(now, Role.VISITOR, Notice.NOTHING),
                        unit);
            }
        }
    }

    /** Whoever is no longer shown leaves for the others, so that no ghost stays with their clients. */
    private void showOthers(Room room, RoomConfig before, UnitOfWork unit) {
        List<Occupant> present = room.occupants();
        for (Occupant occupant : present) {
            boolean shown = room.config().shows(occupant.role());
            if (before.shows(occupant.role()) && !shown) {
                courier.announce(
                        new Announcements(before, present).unavailableToOthers(occupant, Notice.NOTHING, List.of()),
                        unit);
            } else if (shown && !before.shows(occupant.role())) {
                courier.announce(
                        new Announcements(room.config(), present).availableToOthers(occupant, Notice.NOTHING), unit);
            }
        }
    }

    /** §10.2.1. */
    static List<Integer> codes(RoomConfig before, RoomConfig now) {
        List<Integer> codes = new ArrayList<>(2);
        if (before.logging() != now.logging()) {
            codes.add(now.logging() ? LOGGED : NOT_LOGGED);
        }
        if (before.whoisAnyone() != now.whoisAnyone()) {
            codes.add(now.whoisAnyone() ? NON_ANONYMOUS : SEMI_ANONYMOUS);
        }
        if (codes.isEmpty() && !before.equals(now)) {
            codes.add(CHANGED);
        }
        return codes;
    }

    void status(Room room, List<Integer> codes, UnitOfWork unit) {
        if (!codes.isEmpty()) {
            courier.announce(List.of(new Dispatch(Announcements.status(room.address(), codes), room.audience())), unit);
        }
    }

    /** Something about the room has changed that is no setting, such as its picture. */
    void changed(Room room, UnitOfWork unit) {
        status(room, List.of(CHANGED), unit);
    }
}
