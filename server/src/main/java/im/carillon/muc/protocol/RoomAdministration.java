package im.carillon.muc.protocol;

import im.carillon.config.HostConfig;
import im.carillon.config.RoomsConfig;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.RoomForm;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.routing.Hosts;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What those who run the server do with rooms; nobody has to be an owner for it. Blocks. */
@Singleton
public final class RoomAdministration {

    public static final String LABEL = "conference";

    private final Turns turns;
    private final Rooms rooms;
    private final RoomStore store;
    private final Membership membership;
    private final Configuring configuring;
    private final Exit exit;
    private final Courier courier;
    private final Database database;
    private final Hosts hosts;
    private final RoomsConfig limits;
    private final InstantSource clock;

    @Inject
    RoomAdministration(
            Turns turns,
            Rooms rooms,
            RoomStore store,
            Membership membership,
            Configuring configuring,
            Exit exit,
            Courier courier,
            Database database,
            Hosts hosts,
            RoomsConfig limits,
            InstantSource clock) {
        this.turns = turns;
        this.rooms = rooms;
        this.store = store;
        this.membership = membership;
        this.configuring = configuring;
        this.exit = exit;
        this.courier = courier;
        this.database = database;
        this.hosts = hosts;
        this.limits = limits;
        this.clock = clock;
    }

    /** The addresses of the conference services. */
    public List<String> services() {
        return hosts.all().stream()
                .map(HostConfig::name)
                .map(host -> LABEL + '.' + host)
                .toList();
    }

    public List<BareJid> all(String service) {
        return store.all(service);
    }

    public Optional<Room> find(BareJid address) {
        return rooms.find(address);
    }

    /** Makes a persistent room that is open at once. */
    public void create(BareJid address, BareJid owner, String name) throws StanzaException {
        if (address.local().isEmpty() || !services().contains(address.domain())) {
            throw new StanzaException(
                    ErrorCondition.NOT_ALLOWED,
                    "rooms have addresses such as room@" + services().getFirst());
        }
        rooms.find(address);
        RoomConfig config = rooms.initial().asPersistent(name);
        turns.make(address, (present, handle) -> {
            if (present.isPresent()) {
                throw new StanzaException(ErrorCondition.CONFLICT, "there is a room " + address + " already");
            }
            Room made = store.insert(handle, address, config, false, owner, clock.instant());
            return () -> rooms.rests(made);
        });
    }

    public void destroy(BareJid address, Optional<String> reason) throws StanzaException {
        XmlElement.Builder destroy = XmlElement.builder(Namespace.USER, "destroy");
        reason.ifPresent(text -> destroy.child("reason", text));
        XmlElement told = destroy.build();
        turns.durably(address, (room, handle) -> {
            RoomStore.delete(handle, room.id());
            return () -> {
                UnitOfWork unit = new UnitOfWork();
                exit.destroy(room, told, unit);
                database.submit(unit);
            };
        });
    }

    public void affiliate(BareJid address, BareJid account, Affiliation affiliation) throws StanzaException {
        turns.durably(address, (room, handle) -> {
            boolean last = room.affiliation(account) == Affiliation.OWNER
                    && affiliation != Affiliation.OWNER
                    && room.affiliated(Affiliation.OWNER).size() == 1;
            if (last) {
                throw new StanzaException(ErrorCondition.CONFLICT, "a room keeps one owner at least");
            }
            List<Affiliated> changes = List.of(Affiliated.of(account, affiliation));
            membership.write(handle, room, changes);
            return () -> {
                Membership.Told told = membership.apply(room, changes, Optional.empty());
                courier.deliver(told.removed());
                courier.deliver(told.others());
            };
        });
    }

    /** Sets one of the settings that owners have in their form. */
    public void configure(BareJid address, String setting, String value) throws StanzaException {
        turns.durably(address, (room, handle) -> {
            RoomConfig config = changed(room.config(), setting, value).bounded(limits.maxOccupants());
            store.configure(handle, room.id(), config);
            return () -> configuring.apply(room, config, List.of(), Optional.empty());
        });
    }

    private static RoomConfig changed(RoomConfig config, String setting, String value) throws StanzaException {
        try {
            return RoomForm.changed(config, setting, value);
        } catch (InvalidFormException e) {
            throw new StanzaException(ErrorCondition.NOT_ACCEPTABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Persistent rooms that nobody is in and nobody has said anything in since then. */
    public List<BareJid> unused(Instant since) {
        return store.unusedSince(since).stream()
                .filter(address ->
                        rooms.present(address).filter(room -> !room.isEmpty()).isEmpty())
                .toList();
    }
}
