package im.carillon.bosh;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Answers on their way to the network. They are given away without a lock held, and still in the
 * order of their requests (XEP-0124 §8), whichever threads made them.
 */
final class Outgoing {

    private record Ready(Exchange exchange, Answer answer) {}

    private final Queue<Ready> ready = new ArrayDeque<>(2);
    private boolean sending;

    synchronized void add(Exchange exchange, Answer answer) {
        ready.add(new Ready(exchange, answer));
    }

    /** Sends what is there, unless another thread is at it, which then sends this too. */
    void send() {
        Optional<Ready> next = begin();
        while (next.isPresent()) {
            next.get().exchange().answer(next.get().answer());
            next = next();
        }
    }

    private synchronized Optional<Ready> begin() {
        return sending ? Optional.empty() : next();
    }

    private synchronized Optional<Ready> next() {
        Optional<Ready> next = Optional.ofNullable(ready.poll());
        sending = next.isPresent();
        return next;
    }
}
