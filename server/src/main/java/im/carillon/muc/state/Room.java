package im.carillon.muc.state;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.timeline.TimelineId;
import im.carillon.xml.XmlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room as it is now. It decides nothing and sends nothing.
 *
 * <p>It changes on the committer's thread alone, in commit order, which is how all occupants come to
 * see one order; any thread may read. The lock is held for a change or a look, never while something
 * is delivered.
 */
public final class Room {

    private final long id;
    private final BareJid address;
    private final Affiliations affiliations;
    private final History history;
    private final Map<String, Occupant> byNick = new LinkedHashMap<>();
    private final Map<FullJid, String> nickOf = new HashMap<>();
    private RoomConfig config;
    private Optional<Subject> subject;
    private Optional<String> avatarHash = Optional.empty();
    private Hats hats = Hats.NONE;
    private boolean locked;
    private int clientNumbers;
    private @Nullable List<Seat> audience;
    private @Nullable Set<BareJid> accounts;

    /** @param locked whether its maker has yet to configure it (XEP-0045 §10.1.1) */
    public Room(
            long id,
            BareJid address,
            RoomConfig config,
            boolean locked,
            Optional<Subject> subject,
            Collection<Affiliated> affiliations,
            Collection<Said> history) {
        this.id = id;
        this.address = address;
        this.config = config;
        this.locked = locked;
        this.subject = subject;
        this.affiliations = new Affiliations(affiliations);
        this.history = new History(history);
    }

    public long id() {
        return id;
    }

    public BareJid address() {
        return address;
    }

    public TimelineId timeline() {
        return TimelineId.ofRoom(id);
    }

    public synchronized RoomConfig config() {
        return config;
    }

    public synchronized void configure(RoomConfig changed) {
        config = changed;
        history.trim(changed.maxHistory());
    }

    public synchronized boolean isLocked() {
        return locked;
    }

    public synchronized void unlock() {
        locked = false;
    }

    /** Of the room's picture (XEP-0486). */
    public synchronized Optional<String> avatarHash() {
        return avatarHash;
    }

    public synchronized void avatarHash(Optional<String> changed) {
        avatarHash = changed;
    }

    public synchronized Hats hats() {
        return hats;
    }

    /**
     * Gives the room other hats.
     *
     * @return the occupants who wear something else now
     */
    public synchronized List<Occupant> hats(Hats changed) {
        hats = changed;
        List<Occupant> others = new ArrayList<>();
        for (Occupant occupant : List.copyOf(byNick.values())) {
            List<Hat> now = changed.of(occupant.account());
            if (!now.equals(occupant.hats())) {
                others.add(put(occupant.wearing(now)));
            }
        }
        return others;
    }

    public synchronized Optional<Subject> subject() {
        return subject;
    }

    public synchronized void subject(Subject changed) {
        subject = Optional.of(changed);
    }

    /** Takes a subject back that could not be stored, unless another one has followed. */
    public synchronized void restoreSubject(Subject failed, Optional<Subject> before) {
        if (subject.filter(failed::equals).isPresent()) {
            subject = before;
        }
    }

    /** What an account is to this room; a ban of its domain counts (XEP-0045 §9.2). */
    public synchronized Affiliation affiliation(BareJid account) {
        return affiliations.of(account);
    }

    public synchronized Optional<Affiliated> affiliated(BareJid account) {
        return affiliations.find(account);
    }

    public synchronized List<Affiliated> affiliated(Affiliation affiliation) {
        return affiliations.all(affiliation);
    }

    /** Another number whenever the lists are others. */
    public synchronized long affiliationsVersion() {
        return affiliations.version();
    }

    public synchronized void affiliate(Affiliated changed) {
        affiliations.put(changed);
    }

    /** Whose nickname this is when they are away too. */
    public synchronized Optional<BareJid> reservedFor(String nick) {
        return affiliations.reservedFor(nick);
    }

    public synchronized List<Said> history() {
        return history.all();
    }

    public synchronized void said(Said message) {
        history.add(message, config.maxHistory());
    }

    public synchronized void unsaid(long position) {
        history.remove(position);
    }

    /** Puts something else in the place of a message. */
    public synchronized void replaced(Said tombstone) {
        history.replace(tombstone.position(), old -> tombstone);
    }

    public synchronized List<Occupant> occupants() {
        return List.copyOf(byNick.values());
    }

    public synchronized int size() {
        return byNick.size();
    }

    public synchronized boolean isEmpty() {
        return byNick.isEmpty();
    }

    public synchronized Optional<Occupant> occupant(FullJid real) {
        String nick = nickOf.get(real);
        return nick == null ? Optional.empty() : Optional.ofNullable(byNick.get(nick));
    }

    public synchronized Optional<Occupant> named(String nick) {
        return Optional.ofNullable(byNick.get(NickKey.of(nick)));
    }

    /** The occupants that are one account, perhaps under several nicknames. */
    public synchronized List<Occupant> occupants(BareJid account) {
        List<Occupant> found = new ArrayList<>(1);
        for (Occupant occupant : byNick.values()) {
            if (occupant.account().equals(account)) {
                found.add(occupant);
            }
        }
        return found;
    }

    /** Everybody's clients; the same list until somebody comes or goes. */
    public synchronized List<Seat> audience() {
        List<Seat> known = audience;
        if (known == null) {
            List<Seat> seats = new ArrayList<>(nickOf.size());
            byNick.values().forEach(occupant -> seats.addAll(occupant.seats()));
            known = List.copyOf(seats);
            audience = known;
        }
        return known;
    }

    /** Whether somebody is there under any nickname. */
    public synchronized boolean isThere(BareJid account) {
        Set<BareJid> known = accounts;
        if (known == null) {
            known = new HashSet<>();
            for (FullJid real : nickOf.keySet()) {
                known.add(real.bare());
            }
            accounts = known;
        }
        return known.contains(account);
    }

    /** Whether a nickname can be seen at all (XEP-0045 §17.1.1). */
    public static boolean isVisible(String nick) {
        return NickKey.ofVisible(nick).isPresent();
    }

    /** One more client: of a new occupant, or of one who is there under that nickname already. */
    public synchronized Occupant enter(
            FullJid nick, Seat seat, Affiliation affiliation, Role role, String occupantId, List<XmlNode> shown) {
        String key = NickKey.of(nick.resourcePart());
        Client client = new Client(++clientNumbers, seat, shown);
        Occupant known = byNick.get(key);
        Occupant now = known == null
                ? new Occupant(
                        nick,
                        seat.address().bare(),
                        affiliation,
                        role,
                        occupantId,
                        hats.of(seat.address().bare()),
                        List.of(client))
                : known.with(client);
        byNick.put(key, now);
        nickOf.put(seat.address(), key);
        audience = null;
        accounts = null;
        return now;
    }

    /** A client says something else about itself. */
    public synchronized Optional<Occupant> show(FullJid real, List<XmlNode> shown) {
        return occupant(real)
                .flatMap(occupant -> occupant.client(real).map(client -> {
                    Occupant now = occupant.with(client.showing(shown));
                    byNick.put(NickKey.of(occupant.nick()), now);
                    return now;
                }));
    }

    public synchronized Optional<Departure> leave(FullJid real) {
        return occupant(real).map(before -> {
            Client client = before.client(real).orElseThrow();
            String key = NickKey.of(before.nick());
            nickOf.remove(real);
            audience = null;
            accounts = null;
            if (before.clients().size() == 1) {
                byNick.remove(key);
                return new Departure(before, client, Optional.empty());
            }
            Occupant after = before.minus(real);
            byNick.put(key, after);
            return new Departure(before, client, Optional.of(after));
        });
    }

    /** All of an occupant's clients take another nickname that is free. */
    public synchronized Occupant rename(Occupant occupant, FullJid nick) {
        byNick.remove(NickKey.of(occupant.nick()));
        Occupant now = occupant.named(nick);
        return put(now);
    }

    /** An occupant as changed in role or affiliation. */
    public synchronized Occupant put(Occupant now) {
        String key = NickKey.of(now.nick());
        byNick.put(key, now);
        now.clients().forEach(client -> nickOf.put(client.address(), key));
        return now;
    }

    /** Takes an occupant out with all clients. */
    public synchronized void remove(Occupant occupant) {
        byNick.remove(NickKey.of(occupant.nick()));
        occupant.clients().forEach(client -> nickOf.remove(client.address()));
        audience = null;
        accounts = null;
    }
}
