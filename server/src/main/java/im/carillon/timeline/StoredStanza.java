package im.carillon.timeline;

import im.carillon.xml.XmlElement;
import java.util.List;

/**
 * A stanza with all timelines it was put into; from some of them it may have gone since.
 *
 * @param position its place in each of them
 */
public record StoredStanza(long position, List<TimelineId> timelines, XmlElement element) {

    public StoredStanza {
        timelines = List.copyOf(timelines);
    }
}
