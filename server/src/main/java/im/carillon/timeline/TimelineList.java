package im.carillon.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * The timelines a stanza was put into, as they stand beside it in the database: without them nobody
 * could tell, at a bearable price, whether a stanza is still needed.
 */
final class TimelineList {

    private TimelineList() {}

    static String of(List<Placement> placements) {
        if (placements.size() == 1) {
            return Long.toString(placements.getFirst().timeline().value());
        }
        StringJoiner list = new StringJoiner(" ");
        for (Placement placement : placements) {
            list.add(Long.toString(placement.timeline().value()));
        }
        return list.toString();
    }

    static List<TimelineId> read(String list) {
        List<TimelineId> timelines = new ArrayList<>(2);
        for (String value : list.split(" ", -1)) {
            if (!value.isEmpty()) {
                timelines.add(new TimelineId(Long.parseLong(value)));
            }
        }
        return timelines;
    }
}
