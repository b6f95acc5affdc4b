package im.carillon.bosh;

import java.util.ArrayDeque;
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
        for (Ready next = begin(); next != null; next = next()) {
            next.exchange().answer(next.answer());
        }
    }

    private synchronized Ready begin() {
        return sending ? null : next();
    }

    private synchronized Ready next() {
        Ready next = ready.poll();
        sending = next != null;
        return next;
    }
}
