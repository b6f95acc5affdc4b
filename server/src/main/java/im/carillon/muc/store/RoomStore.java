package im.carillon.muc.store;

import im.carillon.dataforms.InvalidFormException;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Hats;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.RoomForm;
import im.carillon.muc.state.Said;
import im.carillon.muc.state.Subject;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.Database;
import im.carillon.storage.StorageException;
import im.carillon.storage.StoredXml;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Positions;
import im.carillon.timeline.TimelineId;
import im.carillon.timeline.Timelines;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rooms in the database. What reads blocks; what writes runs inside a transaction or goes into a unit. */
@Singleton
public final class RoomStore {

    private static final int PORTION = 500;

    private final Database database;
    private final Timelines timelines;
    private final StoredXml xml;

    private record Row(
            long id,
            boolean locked,
            byte[] config,
            Optional<Subject> subject,
            Optional<String> avatarHash,
            Optional<byte[]> hats) {}

    @Inject
    public RoomStore(Database database, Timelines timelines, StoredXml xml) {
        this.database = database;
        this.timelines = timelines;
        this.xml = xml;
    }

    /** The kind of change that units carry for this store. */
    public static ChangeKind<?> changes() {
        return RoomRows.KIND;
    }

    /** A room with its lists and the end of its timeline, and nobody in it. */
    public Optional<Room> load(BareJid address, RoomConfig initial) {
        Optional<Row> found = database.read(handle -> handle.createQuery(
                        "SELECT id, locked, config, subject, subject_by, subject_time, avatar_hash, hats FROM room"
                                + " WHERE host = :host AND localpart = :local")
                .bind("host", address.domain())
                .bind("local", address.local())
                .map((row, context) -> row(row))
                .findOne());
        return found.map(row -> {
            RoomConfig config = config(address, row.config(), initial);
            Room room = new Room(
                    row.id(), address, config, row.locked(), row.subject(), affiliated(row.id()), history(row, config));
            room.avatarHash(row.avatarHash());
            row.hats().map(xml::element).map(StoredHats::read).ifPresent(room::hats);
            return room;
        });
    }

    private static Row row(ResultSet row) throws SQLException {
        String subject = row.getString("subject");
        return new Row(
                row.getLong("id"),
                row.getInt("locked") != 0,
                row.getBytes("config"),
                subject == null
                        ? Optional.empty()
                        : Optional.of(new Subject(
                                subject,
                                Jid.of(row.getString("subject_by")),
                                RoomRows.time(row.getLong("subject_time")))),
                Optional.ofNullable(row.getString("avatar_hash")),
                Optional.ofNullable(row.getBytes("hats")));
    }

    private RoomConfig config(BareJid address, byte[] config, RoomConfig initial) {
        try {
            return RoomForm.ofStored(xml.element(config), initial);
        } catch (InvalidFormException e) {
            throw new StorageException("the configuration of " + address + " cannot be read", e);
        }
    }

    private List<Affiliated> affiliated(long room) {
        return database.read(handle -> handle.createQuery(
                        "SELECT address, affiliation, nick, reason FROM room_affiliation WHERE room_id = :room")
                .bind("room", room)
                .map((row, context) -> new Affiliated(
                        BareJid.of(row.getString("address")),
                        Affiliation.of(row.getString("affiliation")).orElse(Affiliation.NONE),
                        Optional.ofNullable(row.getString("nick")),
                        Optional.ofNullable(row.getString("reason"))))
                .list());
    }

    private List<Said> history(Row row, RoomConfig config) {
        return timelines.last(TimelineId.ofRoom(row.id()), config.maxHistory()).stream()
                .filter(entry -> belongsToHistory(entry.element()))
                .map(entry -> new Said(entry.position(), entry.element()))
                .toList();
    }

    /** A subject is told apart from the history (XEP-0045 §7.2.13). */
    public static boolean belongsToHistory(XmlElement message) {
        return message.hasChild(Namespaces.CLIENT, "body") || !message.hasChild(Namespaces.CLIENT, "subject");
    }

    /** Makes a room and its first owner. */
    public Room insert(Handle handle, BareJid address, RoomConfig config, boolean locked, BareJid owner, Instant now) {
        deleteLeftOver(handle, address);
        long id = handle.createUpdate(
                        "INSERT INTO room (localpart, host, created, locked, listed, persistent, name, config)"
                                + " VALUES (:local, :host, :created, :locked, :listed, :persistent, :name, :config)")
                .bind("local", address.local())
                .bind("host", address.domain())
                .bind("created", now.getEpochSecond())
                .bind("locked", locked ? 1 : 0)
                .bind("listed", config.publicRoom() ? 1 : 0)
                .bind("persistent", config.persistent() ? 1 : 0)
                .bind("name", config.name())
                .bind("config", xml.bytes(RoomForm.toStored(config)))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one();
        Affiliated first = Affiliated.of(owner, Affiliation.OWNER);
        affiliate(handle, id, first);
        return new Room(id, address, config, locked, Optional.empty(), List.of(first), List.of());
    }

    /** Whether there is a persistent room. */
    public boolean exists(Handle handle, BareJid address) {
        return handle.createQuery("SELECT 1 FROM room WHERE host = :host AND localpart = :local AND persistent = 1")
                .bind("host", address.domain())
                .bind("local", address.local())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** A room that is not persistent, or has ended and has no address any more. */
    record Temporary(long id, Optional<BareJid> address) {}

    /** Those up to an id; blocks. */
    List<Temporary> temporary(long newest) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, localpart, host, ended FROM room WHERE persistent = 0 AND id <= :id")
                .bind("id", newest)
                .map((row, context) -> new Temporary(
                        row.getLong("id"),
                        row.getInt("ended") != 0
                                ? Optional.empty()
                                : Optional.of(BareJid.of(row.getString("localpart") + '@' + row.getString("host")))))
                .list());
    }

    /** The id of the newest room; blocks. */
    long newest() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(id), 0) FROM room")
                .mapTo(Long.class)
                .one());
    }

    private static void deleteLeftOver(Handle handle, BareJid address) {
        handle.createQuery("SELECT id FROM room WHERE host = :host AND localpart = :local AND persistent = 0")
                .bind("host", address.domain())
                .bind("local", address.local())
                .mapTo(Long.class)
                .list()
                .forEach(id -> delete(handle, id));
    }

    /** Ends a room; what is left of it goes with {@link #forget}. */
    public static void delete(Handle handle, long room) {
        handle.execute(RoomRows.END, room);
    }

    /** Takes away what is left of a room that has ended, in portions that hold up nobody; blocks. */
    public void forget(long room) {
        long timeline = TimelineId.ofRoom(room).value();
        List<Long> portion = portion(timeline);
        while (!portion.isEmpty()) {
            List<Long> positions = portion;
            database.write(handle -> {
                handle.createUpdate("DELETE FROM stanza WHERE position IN (<positions>)")
                        .bindList("positions", positions)
                        .execute();
                return handle.createUpdate(
                                "DELETE FROM timeline_entry WHERE timeline_id = :timeline AND position IN (<positions>)")
                        .bind("timeline", timeline)
                        .bindList("positions", positions)
                        .execute();
            });
            portion = portion(timeline);
        }
        database.write(handle -> handle.execute("DELETE FROM room WHERE id = ? AND ended = 1", room));
    }

    private List<Long> portion(long timeline) {
        return database.read(handle -> handle.createQuery(
                        "SELECT position FROM timeline_entry WHERE timeline_id = :timeline LIMIT " + PORTION)
                .bind("timeline", timeline)
                .mapTo(Long.class)
                .list());
    }

    public void configure(Handle handle, long room, RoomConfig config) {
        handle.createUpdate("UPDATE room SET locked = 0, listed = :listed, persistent = :persistent, name = :name,"
                        + " config = :config WHERE id = :id")
                .bind("listed", config.publicRoom() ? 1 : 0)
                .bind("persistent", config.persistent() ? 1 : 0)
                .bind("name", config.name())
                .bind("config", xml.bytes(RoomForm.toStored(config)))
                .bind("id", room)
                .execute();
    }

    public void affiliate(Handle handle, long room, Affiliated changed) {
        if (changed.affiliation() == Affiliation.NONE) {
            handle.execute(
                    "DELETE FROM room_affiliation WHERE room_id = ? AND address = ?",
                    room,
                    changed.address().toString());
            return;
        }
        handle.createUpdate("INSERT INTO room_affiliation (room_id, address, affiliation, nick, reason)"
                        + " VALUES (:room, :address, :affiliation, :nick, :reason)"
                        + " ON CONFLICT (room_id, address) DO UPDATE SET"
                        + " affiliation = excluded.affiliation, nick = excluded.nick, reason = excluded.reason")
                .bind("room", room)
                .bind("address", changed.address().toString())
                .bind("affiliation", changed.affiliation().wire())
                .bind("nick", changed.nick().orElse(null))
                .bind("reason", changed.reason().orElse(null))
                .execute();
    }

    public void subject(UnitOfWork unit, long room, Subject subject) {
        unit.change(RoomRows.KIND, new RoomRows.Change.SubjectSet(room, subject));
    }

    public void delete(UnitOfWork unit, long room) {
        unit.change(RoomRows.KIND, new RoomRows.Change.Ended(room));
    }

    public Optional<XmlElement> vcard(long room) {
        return database.read(handle -> handle.createQuery("SELECT vcard FROM room WHERE id = :id AND vcard IS NOT NULL")
                        .bind("id", room)
                        .mapTo(byte[].class)
                        .findOne())
                .map(xml::element);
    }

    public void vcard(Handle handle, long room, XmlElement card, Optional<String> avatarHash) {
        handle.createUpdate("UPDATE room SET vcard = :card, avatar_hash = :hash WHERE id = :id")
                .bind("card", xml.bytes(card))
                .bind("hash", avatarHash.orElse(null))
                .bind("id", room)
                .execute();
    }

    public void hats(Handle handle, long room, Hats hats) {
        handle.createUpdate("UPDATE room SET hats = :hats WHERE id = :id")
                .bind("hats", xml.bytes(StoredHats.of(hats)))
                .bind("id", room)
                .execute();
    }

    /** A line of the public list. */
    public record Listed(BareJid address, String name, boolean persistent) {}

    /** Rooms that anybody may find, by name; {@code limit} of them after the name {@code after}. */
    public List<Listed> listed(String host, String after, int limit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT localpart, name, persistent FROM room WHERE host = :host"
                                + " AND listed = 1 AND locked = 0 AND localpart > :after ORDER BY localpart LIMIT :limit")
                .bind("host", host)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Listed(
                        BareJid.of(row.getString("localpart") + '@' + host),
                        row.getString("name"),
                        row.getInt("persistent") != 0))
                .list());
    }

    /** A room that anybody may find, with what it is about. */
    public record Public(BareJid address, RoomConfig config) {}

    /** As many of them as that, by name; blocks. */
    public List<Public> publicRooms(String host, RoomConfig initial, int limit) {
        record Found(BareJid address, byte[] config) {}
        List<Found> found = database.read(handle -> handle.createQuery("SELECT localpart, config FROM room"
                        + " WHERE host = :host AND listed = 1 AND locked = 0 ORDER BY localpart LIMIT :limit")
                .bind("host", host)
                .bind("limit", limit)
                .map((row, context) ->
                        new Found(BareJid.of(row.getString("localpart") + '@' + host), row.getBytes("config")))
                .list());
        return found.stream()
                .map(room -> new Public(room.address(), config(room.address(), room.config(), initial)))
                .toList();
    }

    public int countListed(String host) {
        return database.read(handle -> handle.createQuery(
                        "SELECT count(*) FROM room WHERE host = :host AND listed = 1 AND locked = 0")
                .bind("host", host)
                .mapTo(Integer.class)
                .one());
    }

    /** Persistent rooms that are older than this and whose timelines have nothing newer; blocks. */
    public List<BareJid> unusedSince(Instant since) {
        return database
                .read(handle -> handle.createQuery("SELECT id, localpart, host FROM room"
                                + " WHERE persistent = 1 AND created < :seconds ORDER BY host, localpart")
                        .bind("seconds", since.getEpochSecond())
                        .map((row, context) -> new Temporary(
                                row.getLong("id"),
                                Optional.of(BareJid.of(row.getString("localpart") + '@' + row.getString("host")))))
                        .list())
                .stream()
                .filter(room -> isQuietSince(room.id(), since))
                .flatMap(room -> room.address().stream())
                .toList();
    }

    private boolean isQuietSince(long room, Instant since) {
        return timelines.last(TimelineId.ofRoom(room), 1).stream()
                .noneMatch(entry -> Positions.time(entry.position()).isAfter(since));
    }

    /** Every room of a host, by name. */
    public List<BareJid> all(String host) {
        return database.read(handle -> handle.createQuery(
                        "SELECT localpart FROM room WHERE host = :host AND ended = 0 ORDER BY localpart")
                .bind("host", host)
                .map((row, context) -> BareJid.of(row.getString("localpart") + '@' + host))
                .list());
    }
}
