package im.carillon.bosh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Requests that overtook an earlier one and wait for it (XEP-0124 §14.2); the window bounds their
 * number. Guarded by their session's lock.
 */
final class EarlyRequests {

    /**
     * One of them.
     *
     * @param since when it came, by the session's clock
     */
    record Early(BodyRequest body, Exchange exchange, long since) {}

    private final List<Early> requests = new ArrayList<>(0);

    boolean isEmpty() {
        return requests.isEmpty();
    }

    void add(Early request) {
        requests.add(request);
    }

    /** Takes out the one with that rid. */
    Optional<Early> take(long rid) {
        for (Iterator<Early> i = requests.iterator(); i.hasNext(); ) {
            Early request = i.next();
            if (request.body().rid() == rid) {
                i.remove();
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** Takes out all that came before a moment. */
    List<Early> takeOlderThan(long moment) {
        List<Early> old = requests.stream().filter(r -> r.since() - moment <= 0).toList();
        requests.removeAll(old);
        return old;
    }

    List<Early> all() {
        return requests;
    }

    List<Early> takeAll() {
        List<Early> all = List.copyOf(requests);
        requests.clear();
        return all;
    }
}
