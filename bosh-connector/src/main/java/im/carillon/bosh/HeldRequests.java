package im.carillon.bosh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The requests that were received in their turn and wait for their answers. Guarded by their session's lock. */
final class HeldRequests {

    private final Deque<HeldRequest> requests = new ArrayDeque<>(2);

    void add(HeldRequest request) {
        requests.add(request);
    }

    boolean isEmpty() {
        return requests.isEmpty();
    }

    int size() {
        return requests.size();
    }

    /** The next one to be answered. */
    @Nullable
    HeldRequest first() {
        return requests.peekFirst();
    }

    HeldRequest removeFirst() {
        return requests.removeFirst();
    }

    Optional<HeldRequest> find(long rid) {
        for (HeldRequest request : requests) {
            if (request.rid == rid) {
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** In whose answer something goes out that comes now. */
    Optional<HeldRequest> next() {
        if (isPausing()) {
            return Optional.empty();
        }
        for (HeldRequest request : requests) {
            if (!request.isLost()) {
                return Optional.of(request);
            }
        }
        return Optional.empty();
    }

    /** Whether the client is about to leave for a while, and has to get all answers (XEP-0124 §10). */
    boolean isPausing() {
        HeldRequest last = requests.peekLast();
        return last != null && last.pauses;
    }

    /** Up to which request everything is settled, if all that came are those up to a rid. */
    long settledUpTo(long received) {
        for (HeldRequest request : requests) {
            if (!request.settled) {
                return request.rid - 1;
            }
        }
        return received;
    }

    boolean anyAwaited() {
        for (HeldRequest request : requests) {
            if (!request.isLost()) {
                return true;
            }
        }
        return false;
    }

    void forEach(Consumer<HeldRequest> action) {
        requests.forEach(action);
    }

    void clear() {
        requests.clear();
    }
}
