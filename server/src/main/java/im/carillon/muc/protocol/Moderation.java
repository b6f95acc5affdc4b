package im.carillon.muc.protocol;

import im.carillon.archive.search.TextIndexer;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Retraction;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Said;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Moderators take back what somebody said (XEP-0425 0.3.0); a tombstone stays in its place. */
final class Moderation implements RoomRequests, RoomFeature {

    private final Turns turns;
    private final Timelines timelines;
    private final Conversation conversation;
    private final Courier courier;
    private final TextIndexer index;
    private final Database database;
    private final InstantSource clock;

    @Inject
    Moderation(
            Turns turns,
            Timelines timelines,
            Conversation conversation,
            Courier courier,
            TextIndexer index,
            Database database,
            InstantSource clock) {
        this.turns = turns;
        this.timelines = timelines;
        this.conversation = conversation;
        this.courier = courier;
        this.index = index;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(Retraction.MODERATION);
    }

    @Override
    public List<String> features(Room room) {
        return List.of(Retraction.MODERATION, Retraction.NAMESPACE, Retraction.NAMESPACE + "#tombstone");
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        XmlElement moderate = iq.payload().orElseThrow();
        if (iq.type() != Iq.Type.SET || !moderate.hasChild(Retraction.NAMESPACE, "retract")) {
            throw new StanzaException(
                    ErrorCondition.FEATURE_NOT_IMPLEMENTED, "moderators retract messages and do nothing else to them");
        }
        Room room = turns.require(address);
        requireModerator(room, iq);
        Said said = timelines
                .find(room.timeline(), position(moderate))
                .map(entry -> new Said(entry.position(), entry.element()))
                .orElseThrow(Moderation::missing);
        turns.durably(address, (present, handle) -> {
            Retraction retraction = new Retraction(
                    said, requireModerator(present, iq), moderate.childText(Retraction.MODERATION, "reason"));
            Said tombstone = new Said(said.position(), retraction.tombstone(clock.instant()));
            timelines.replace(handle, tombstone.position(), tombstone.element());
            return () -> {
                present.replaced(tombstone);
                announce(iq, present, retraction);
            };
        });
        // what is gone is not to be found by its words either
        index.forget(List.of(said.position()));
    }

    /** The word about it is a message of the room, with a place of its own. */
    private void announce(Iq iq, Room room, Retraction retraction) {
        UnitOfWork unit = new UnitOfWork();
        unit.whenAssembled(() -> conversation.append(
                room, retraction.announcement(room.address()), timelines.nextPosition(), room.address(), unit));
        unit.afterCommit(() -> courier.send(iq.result()));
        database.submit(unit);
    }

    private static Occupant requireModerator(Room room, Iq iq) throws StanzaException {
        Optional<Occupant> sender = iq.sender() instanceof FullJid real ? room.occupant(real) : Optional.empty();
        return sender.filter(occupant ->
                        occupant.isModerator() || occupant.affiliation().isAtLeast(Affiliation.ADMIN))
                .orElseThrow(() ->
                        new StanzaException(ErrorCondition.FORBIDDEN, "only moderators take back what others said"));
    }

    private static long position(XmlElement moderate) throws StanzaException {
        try {
            return Long.parseLong(moderate.attributeOr("id", ""));
        } catch (NumberFormatException e) {
            throw missing();
        }
    }

    private static StanzaException missing() {
        return new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "this room knows no message with that id");
    }
}
