package im.carillon.muc.protocol;

import im.carillon.jid.BareJid;
import im.carillon.muc.store.RoomStore;
import im.carillon.spi.DiscoItem;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The public rooms of a service, page by page where that is asked for (XEP-0045 §6.3, XEP-0059 1.0). */
final class RoomList {

    static final String RESULT_SETS = "http://jabber.org/protocol/rsm";

    private static final int MOST = 1_000;

    private final RoomStore store;

    @Inject
    RoomList(RoomStore store) {
        this.store = store;
    }

    XmlElement items(XmlElement query, BareJid service) {
        Optional<XmlElement> set = query.child(RESULT_SETS, "set");
        String after = set.flatMap(s -> s.childText(RESULT_SETS, "after")).orElse("");
        int limit = set.flatMap(s -> s.childText(RESULT_SETS, "max"))
                .map(RoomList::max)
                .orElse(MOST);
        // one more than is told shows whether there are more
        List<RoomStore.Listed> found = store.listed(service.domain(), local(after), limit + 1);
        List<RoomStore.Listed> page = found.size() > limit ? found.subList(0, limit) : found;
        XmlElement.Builder answer = XmlElement.builder(DiscoItem.NAMESPACE, "query");
        page.forEach(room ->
                answer.child(new DiscoItem(room.address(), Optional.empty(), Optional.of(name(room))).toElement()));
        if (set.isPresent() || found.size() > limit) {
            answer.child(set(page, store.countListed(service.domain())));
        }
        return answer.build();
    }

    private static String name(RoomStore.Listed room) {
        return room.name().isEmpty() ? room.address().local() : room.name();
    }

    private static String local(String address) {
        int at = address.indexOf('@');
        return at < 0 ? address : address.substring(0, at);
    }

    private static int max(String text) {
        try {
            return Math.clamp(Integer.parseInt(text.trim()), 0, MOST);
        } catch (NumberFormatException e) {
            return MOST;
        }
    }

    private static XmlElement set(List<RoomStore.Listed> page, int count) {
        XmlElement.Builder set = XmlElement.builder(RESULT_SETS, "set");
        if (!page.isEmpty()) {
            set.child("first", page.getFirst().address().toString());
            set.child("last", page.getLast().address().toString());
        }
        return set.child("count", Integer.toString(count)).build();
    }
}
