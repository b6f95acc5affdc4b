package im.carillon.session;

import im.carillon.session.OutboundQueue.Slot;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads again what a former process stored for one session and could not confirm. */
final class Redeliveries {

    private static final Logger LOG = LoggerFactory.getLogger(Redeliveries.class);
    private static final int PAGE = 500;

    private final Session session;
    private final Timelines timelines;
    private final Set<Redelivery> redeliveries;

    Redeliveries(Session session, Timelines timelines, Set<Redelivery> redeliveries) {
        this.session = session;
        this.timelines = timelines;
        this.redeliveries = redeliveries;
    }

    /** Blocks. What has been deleted in the meantime is left out. */
    void load(OutboundQueue outbound) {
        List<Slot> unknown = new ArrayList<>();
        for (Slot slot : outbound.all()) {
            if (slot.isFormer() && slot.stanza() == null) {
                unknown.add(slot);
            }
        }
        for (int from = 0; from < unknown.size(); from += PAGE) {
            page(outbound, unknown.subList(from, Math.min(from + PAGE, unknown.size())));
        }
    }

    private void page(OutboundQueue outbound, List<Slot> slots) {
        Map<Long, TimelineEntry> entries =
                entries(slots.stream().flatMap(slot -> Optional.ofNullable(slot.place()).stream()));
        for (Slot slot : slots) {
            Optional.ofNullable(slot.place())
                    .flatMap(place -> again(place, entries))
                    .ifPresentOrElse(known -> outbound.load(slot, known), () -> outbound.drop(slot));
        }
    }

    /** The stanzas at these places, one or nothing for each; blocks. */
    List<Optional<XmlElement>> at(List<StoredAt> places) {
        List<Optional<XmlElement>> result = new ArrayList<>(places.size());
        for (int from = 0; from < places.size(); from += PAGE) {
            List<StoredAt> page = places.subList(from, Math.min(from + PAGE, places.size()));
            Map<Long, TimelineEntry> entries = entries(page.stream());
            page.forEach(place -> result.add(again(place, entries)));
        }
        return result;
    }

    private Map<Long, TimelineEntry> entries(Stream<StoredAt> places) {
        return timelines.at(places.map(StoredAt::position).toList());
    }

    private Optional<XmlElement> again(StoredAt place, Map<Long, TimelineEntry> entries) {
        Optional<XmlElement> stanza =
                Optional.ofNullable(entries.get(place.position())).flatMap(entry -> again(place, entry));
        if (stanza.isEmpty()) {
            LOG.info("a message for {} has been deleted before it could be resent", session);
        }
        return stanza;
    }

    private Optional<XmlElement> again(StoredAt place, TimelineEntry entry) {
        return redeliveries.stream()
                .flatMap(each -> each.again(session, place, entry).stream())
                .findFirst();
    }
}
