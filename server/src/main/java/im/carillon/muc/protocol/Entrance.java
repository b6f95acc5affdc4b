package im.carillon.muc.protocol;

import im.carillon.config.RoomsConfig;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.decision.Entry;
import im.carillon.muc.decision.Refusal;
import im.carillon.muc.delivery.Announcements;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.delivery.Dispatch;
import im.carillon.muc.delivery.HistoryRequest;
import im.carillon.muc.delivery.Notice;
import im.carillon.muc.delivery.Portraits;
import im.carillon.muc.delivery.RoomMessage;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Client;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Role;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.Seat;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.session.SessionRegistry;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Message;
import im.carillon.stanza.Presence;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entering a room, and making one by entering it (XEP-0045 §7.2, §10.1). */
@Singleton
final class Entrance {

    private static final int NON_ANONYMOUS = 100;
    private static final int LOGGED = 170;
    private static final int CREATED = 201;
    private static final int NICK_CHANGED = 210;

    private final Turns turns;
    private final Rooms rooms;
    private final RoomStore store;
    private final Creation creation;
    private final OccupantIds ids;
    private final SessionRegistry sessions;
    private final Database database;
    private final Courier courier;
    private final Portraits portraits;
    private final AwayMembers away;
    private final RoomsConfig config;
    private final InstantSource clock;

    @Inject
    Entrance(
            Turns turns,
            Rooms rooms,
            RoomStore store,
            Creation creation,
            OccupantIds ids,
            SessionRegistry sessions,
            Database database,
            Courier courier,
            Portraits portraits,
            AwayMembers away,
            RoomsConfig config,
            InstantSource clock) {
        this.turns = turns;
        this.rooms = rooms;
        this.store = store;
        this.creation = creation;
        this.ids = ids;
        this.sessions = sessions;
        this.database = database;
        this.courier = courier;
        this.portraits = portraits;
        this.away = away;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Who wants to enter.
     *
     * @param nick the occupant's address
     * @param asked what comes with the request
     */
    record Request(FullJid real, FullJid nick, Presence presence, XmlElement asked) {

        BareJid room() {
            return nick.bare();
        }

        Optional<String> password() {
            return asked.childText(Namespace.MUC, "password");
        }

        /** Whether the nickname was written in another way than the room writes it. */
        boolean isNickChanged() {
            return !presence.element().attributeOr("to", "").endsWith('/' + nick.resourcePart());
        }
    }

    /** The room does not exist: it is made, unless somebody was faster. Blocks. */
    void make(Request request) throws StanzaException {
        turns.make(request.room(), (present, handle) -> {
            if (present.isPresent()) {
                return () -> turns.again(request.presence());
            }
            Refusal.check(creation.refusal(request.real().bare(), request.room()));
            Room made = store.insert(
                    handle,
                    request.room(),
                    rooms.initial(),
                    config.lock(),
                    request.real().bare(),
                    clock.instant());
            return () -> enterNew(made, request);
        });
    }

    /** The first one goes in when the room is durable. */
    private void enterNew(Room made, Request request) {
        UnitOfWork unit = new UnitOfWork();
        admit(made, request, Affiliation.OWNER, List.of(CREATED), unit);
        database.submit(unit);
    }

    /** Somebody enters a room that exists. */
    void enter(Room room, Request request, UnitOfWork unit) throws StanzaException {
        BareJid account = request.real().bare();
        Affiliation affiliation = room.affiliation(account);
        String nick = request.nick().resourcePart();
        Refusal.check(new Entry(
                        account,
                        nick,
                        affiliation,
                        request.password(),
                        room.config(),
                        room.isLocked(),
                        room.size(),
                        room.named(nick).map(Occupant::account),
                        room.reservedFor(nick))
                .refusal());
        admit(room, request, affiliation, List.of(), unit);
    }

    private void admit(Room room, Request request, Affiliation affiliation, List<Integer> codes, UnitOfWork unit) {
        Seat seat = new Seat(request.real(), sessions.find(request.real()));
        Role role = Role.initial(affiliation, room.config().moderated());
        Occupant joined = room.enter(
                request.nick(),
                seat,
                affiliation,
                role,
                ids.of(request.real().bare(), room.address()),
                Shown.of(request.presence()));
        rooms.entered(room);
        away.entered(room, request.real().bare());
        Occupancy.remember(joined, unit);
        List<Integer> own = new ArrayList<>(welcome(room.config(), request));
        own.addAll(codes);
        List<Dispatch> dispatches = new ArrayList<>();
        Announcements announcements = new Announcements(room.config(), room.occupants());
        dispatches.addAll(announcements.roster(joined, seat, portraits));
        dispatches.addAll(announcements.availableToOthers(joined, Notice.NOTHING));
        dispatches.addAll(present(
                announcements,
                joined,
                seat,
                Notice.own(own).answering(request.presence().id())));
        dispatches.addAll(past(room, request, seat));
        courier.announce(dispatches, unit);
    }

    /** Self-presence: with the codes for the client that enters, as an update for the others. */
    private static List<Dispatch> present(Announcements announcements, Occupant joined, Seat seat, Notice notice) {
        List<Dispatch> dispatches = new ArrayList<>(2);
        List<Seat> others = joined.clients().stream()
                .map(Client::seat)
                .filter(other -> !other.address().equals(seat.address()))
                .toList();
        if (!others.isEmpty()) {
            dispatches.addAll(
                    announcements.toSelf(joined, Presence.Type.AVAILABLE, Notice.NOTHING, joined.shown(), others));
        }
        dispatches.addAll(announcements.toSelf(joined, Presence.Type.AVAILABLE, notice, joined.shown(), List.of(seat)));
        return dispatches;
    }

    private static List<Integer> welcome(RoomConfig config, Request request) {
        List<Integer> codes = new ArrayList<>(3);
        if (config.whoisAnyone()) {
            codes.add(NON_ANONYMOUS);
        }
        if (config.logging()) {
            codes.add(LOGGED);
        }
        if (request.isNickChanged()) {
            codes.add(NICK_CHANGED);
        }
        return codes;
    }

    private List<Dispatch> past(Room room, Request request, Seat seat) {
        List<Seat> to = List.of(seat);
        List<Dispatch> dispatches = new ArrayList<>();
        HistoryRequest wanted = HistoryRequest.of(request.asked(), clock.instant());
        for (Message message : wanted.select(room.history(), room.address())) {
            dispatches.add(new Dispatch(message, to));
        }
        dispatches.add(new Dispatch(RoomMessage.subject(room.address(), room.subject()), to));
        return dispatches;
    }

    /** A client that is there asks for all it would get on entering (§17.3). */
    void resynchronise(Room room, Request request, UnitOfWork unit) {
        room.show(request.real(), Shown.of(request.presence())).ifPresent(occupant -> {
            Seat seat = occupant.client(request.real()).orElseThrow().seat();
            Announcements announcements = new Announcements(room.config(), room.occupants());
            List<Dispatch> dispatches = new ArrayList<>(announcements.roster(occupant, seat, portraits));
            dispatches.addAll(announcements.availableToOthers(occupant, Notice.NOTHING));
            dispatches.addAll(present(
                    announcements,
                    occupant,
                    seat,
                    Notice.own(welcome(room.config(), request))
                            .answering(request.presence().id())));
            dispatches.addAll(past(room, request, seat));
            courier.announce(dispatches, unit);
        });
    }

    static void requireVisible(String nick) throws StanzaException {
        if (!Room.isVisible(nick)) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, "a nickname can be seen");
        }
    }
}
