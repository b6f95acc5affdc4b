package im.carillon.muc.protocol;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.store.RoomStore;
import im.carillon.muc.store.Rooms;
import im.carillon.rsm.ResultSet;
import im.carillon.rsm.ResultSetRequest;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds public rooms by what they are called and about (XEP-0433 0.1.0). The rooms of a service are
 * read at most once in some seconds.
 */
@Singleton
final class RoomSearch {

    static final String NAMESPACE = "urn:xmpp:channel-search:0:search";

    private static final String ANONYMITY = "urn:xmpp:channel-search:0:anonymity";
    private static final int MOST_SEARCHED = 10_000;
    private static final int USUAL_PAGE = 50;
    private static final int LONGEST_PAGE = 200;

    private final RoomStore store;
    private final Rooms rooms;
    private final Cache<String, List<RoomStore.Public>> lists = Caffeine.newBuilder()
            .maximumSize(100)
            .expireAfterWrite(Duration.ofSeconds(2))
            .build();

    @Inject
    RoomSearch(RoomStore store, Rooms rooms) {
        this.store = store;
        this.rooms = rooms;
    }

    /** A room that may be found, as it is now. */
    record Found(BareJid address, RoomConfig config, int occupants) {}

    XmlElement answer(XmlElement search, BareJid service) throws StanzaException {
        if (!search.name().equals("search")) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "a search was expected");
        }
        Optional<XmlElement> filled = Form.in(search);
        if (filled.isEmpty()) {
            return XmlElement.builder(NAMESPACE, "search")
                    .child(SearchWish.form().toElement())
                    .build();
        }
        SearchWish wish = SearchWish.of(filled.get());
        List<Found> found =
                lists
                        .get(service.domain(), domain -> store.publicRooms(domain, rooms.initial(), MOST_SEARCHED))
                        .stream()
                        .filter(room -> wish.matches(room.address(), room.config()))
                        .map(room -> new Found(room.address(), room.config(), occupants(room.address())))
                        .sorted(wish.order())
                        .toList();
        return page(found, ResultSetRequest.in(search));
    }

    private int occupants(BareJid address) {
        return rooms.present(address).map(Room::size).orElse(0);
    }

    private static XmlElement page(List<Found> found, ResultSetRequest wanted) {
        int most = Math.min(wanted.max().orElse(USUAL_PAGE), LONGEST_PAGE);
        int from = wanted.after().map(id -> position(found, id) + 1).orElse(0);
        if (wanted.backwards()) {
            int end = wanted.before().map(id -> position(found, id)).orElse(found.size());
            from = Math.max(0, (end < 0 ? found.size() : end) - most);
            most = Math.min(most, Math.max(0, end) - from);
        }
        List<Found> page = found.subList(from, Math.min(from + Math.max(0, most), found.size()));
        XmlElement.Builder result = XmlElement.builder(NAMESPACE, "result");
        page.forEach(room -> result.child(item(room)));
        boolean empty = page.isEmpty();
        return result.child(new ResultSet(
                                empty
                                        ? Optional.empty()
                                        : Optional.of(page.getFirst().address().toString()),
                                empty
                                        ? Optional.empty()
                                        : Optional.of(page.getLast().address().toString()),
                                empty ? Optional.empty() : Optional.of(from),
                                Optional.of(found.size()))
                        .toElement())
                .build();
    }

    /** Of a room in the list; before all where it is no longer there. */
    private static int position(List<Found> found, String address) {
        return IntStream.range(0, found.size())
                .filter(i -> found.get(i).address().toString().equals(address))
                .findFirst()
                .orElse(-1);
    }

    private static XmlElement item(Found room) {
        RoomConfig config = room.config();
        XmlElement.Builder item = XmlElement.builder(NAMESPACE, "item")
                .attribute("address", room.address().toString())
                .child("name", config.name().isEmpty() ? room.address().local() : config.name());
        if (!config.description().isEmpty()) {
            item.child("description", config.description());
        }
        if (!config.language().isEmpty()) {
            item.child("language", config.language());
        }
        item.child("nusers", Integer.toString(room.occupants())).child("service-type", "xep-0045");
        if (!config.membersOnly() && config.password().isEmpty()) {
            item.child(XmlElement.of(NAMESPACE, "is-open"));
        }
        return item.child("anonymity-mode", config.whoisAnyone() ? '{' + ANONYMITY + "}none" : "muc_semianonymous")
                .build();
    }
}
