package im.carillon.muc.protocol;

import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.decision.RoleChange;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Roles that are given and taken during a visit (XEP-0045 §8.2 to §8.5, §9.6 to §9.8). On the committer's thread. */
final class RoleChanges {

    private static final int KICKED = 307;

    private final Exit exit;

    @Inject
    RoleChanges(Exit exit) {
        this.exit = exit;
    }

    /** One wish: somebody with that nickname is to have that role. */
    record Wish(String nick, Role role, Optional<String> reason) {}

    /** Decides about all before anything changes. */
    Exit.Removal apply(Room room, FullJid actor, List<Wish> wishes, UnitOfWork unit) throws StanzaException {
        Optional<Occupant> acting = room.occupant(actor);
        for (Wish wish : wishes) {
            Occupant target = target(room, wish);
            Refusal.check(new RoleChange(
                            room.affiliation(actor.bare()),
                            acting.map(Occupant::role).orElse(Role.NONE),
                            target.affiliation(),
                            target.role(),
                            wish.role())
                    .refusal());
        }
        Exit.Removal told = new Exit.Removal(new ArrayList<>(), new ArrayList<>());
        for (Wish wish : wishes) {
            Notice notice = Notice.because(acting.map(Occupant::nick), wish.reason());
            apply(room, target(room, wish), wish.role(), notice, told, unit);
        }
        return told;
    }

    private static Occupant target(Room room, Wish wish) throws StanzaException {
        return room.named(wish.nick())
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.ITEM_NOT_FOUND, "nobody here has the nickname " + wish.nick()));
    }

    private void apply(Room room, Occupant target, Role role, Notice notice, Exit.Removal told, UnitOfWork unit) {
        if (role == Role.NONE) {
            Exit.Removal removal = exit.remove(room, target, notice.with(List.of(KICKED)), unit);
            told.own().addAll(removal.own());
            told.others().addAll(removal.others());
        } else {
            Occupant after = room.put(target.with(target.affiliation(), role));
            Occupancy.remember(after, unit);
            List<Dispatch> dispatches =
                    new Announcements(room.config(), room.occupants()).changed(after, target.role(), notice);
            told.others().addAll(dispatches);
        }
    }
}
