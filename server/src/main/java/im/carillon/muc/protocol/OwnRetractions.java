package im.carillon.muc.protocol;

import im.carillon.archive.search.TextIndexer;
import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.Retraction;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.Said;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.TimelineEntry;
import im.carillon.timeline.Timelines;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people take back of their own words (XEP-0424 0.4.2 §5): once that is durable, a tombstone
 * stands where they were. Who retracts what others said is not obeyed.
 */
final class OwnRetractions {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRetractions.class);

    private final Turns turns;
    private final Timelines timelines;
    private final TextIndexer index;
    private final InstantSource clock;

    @Inject
    OwnRetractions(Turns turns, Timelines timelines, TextIndexer index, InstantSource clock) {
        this.turns = turns;
        this.timelines = timelines;
        this.index = index;
        this.clock = clock;
    }

    /** After the commit of what was said. */
    void follow(Room room, Occupant speaker, XmlElement message, UnitOfWork unit) {
        position(message)
                .ifPresent(position -> unit.afterCommit(() -> Thread.startVirtualThread(
                        () -> retract(room, speaker.occupantId(), position, message.attributeOr("id", "")))));
    }

    private static Optional<Long> position(XmlElement message) {
        return message.child(Retraction.NAMESPACE, "retract")
                .flatMap(retract -> retract.attribute("id"))
                .flatMap(OwnRetractions::number);
    }

    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.parseLong(id));
        } catch (NumberFormatException e) {
            return Optional.empty(); // not an id of this room's
        }
    }

    private void retract(Room room, String occupantId, long position, String retraction) {
        BareJid address = room.address();
        try {
            Optional<XmlElement> said =
                    timelines.find(room.timeline(), position).map(TimelineEntry::element);
            if (said.filter(message -> isBy(occupantId, message)).isPresent()) {
                Said tombstone = new Said(position, Retraction.ofOwn(said.get(), retraction, clock.instant()));
                turns.durably(address, (present, handle) -> {
                    timelines.replace(handle, position, tombstone.element());
                    return () -> present.replaced(tombstone);
                });
                index.forget(List.of(position));
            }
        } catch (StanzaException | StorageException e) {
            LOG.info("what was taken back in {} stays in the archive: {}", address, e.getMessage());
        }
    }

    private static boolean isBy(String occupantId, XmlElement message) {
        return message.child(Namespace.OCCUPANT_ID, "occupant-id")
                .filter(id -> id.attributeOr("id", "").equals(occupantId))
                .isPresent();
    }
}
