package im.carillon.muc.protocol;

import im.carillon.archive.Archive;
import im.carillon.archive.ArchiveQueries;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.decision.ArchiveAccess;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Seat;
import im.carillon.routing.Router;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What was said in a room, for those who may know it (XEP-0313 1.1.3 §6.1.2). */
final class RoomArchive implements RoomRequests, RoomFeature {

    private final Turns turns;
    private final ArchiveQueries archives;
    private final SessionRegistry sessions;
    private final Router router;
    private final Courier courier;

    @Inject
    RoomArchive(Turns turns, ArchiveQueries archives, SessionRegistry sessions, Router router, Courier courier) {
        this.turns = turns;
        this.archives = archives;
        this.sessions = sessions;
        this.router = router;
        this.courier = courier;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(ArchiveQueries.NAMESPACE);
    }

    @Override
    public List<String> features(Room room) {
        return room.config().archiving() ? List.copyOf(archives.features()) : List.of();
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(address);
        if (!ArchiveQueries.areFor(iq) || !(iq.sender() instanceof FullJid asker)) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "an archive is asked for messages or metadata");
        }
        Affiliation affiliation = room.affiliation(asker.bare());
        Role role = room.occupant(asker).map(Occupant::role).orElse(Role.NONE);
        Refusal.check(ArchiveAccess.refusal(affiliation, role, room.config()));
        Archive archive = new Archive(
                room.timeline(),
                room.address(),
                ArchiveAccess.seesAddresses(affiliation, role, room.config()),
                UnaryOperator.identity());
        List<Seat> to = List.of(new Seat(asker, sessions.find(asker)));
        List<Dispatch> results = new ArrayList<>();
        XmlElement answer = archives.answer(iq, archive, message -> results.add(new Dispatch(message, to)));
        courier.announce(results, unit);
        router.route(iq.result(answer), unit);
    }
}
