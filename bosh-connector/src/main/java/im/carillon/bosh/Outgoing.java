package im.carillon.bosh;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * What a session has to do outside of itself: give answers away, and tell who waits to know what
 * became of what was sent. It is done without a lock held, and still in the order of the requests
 * (XEP-0124 §8), whichever threads brought it about.
 */
final class Outgoing {

    private final Queue<Runnable> ready = new ArrayDeque<>(2);
    private boolean running;

    void add(Exchange exchange, Answer answer) {
        add(() -> exchange.answer(answer));
    }

    synchronized void add(Runnable action) {
        ready.add(action);
    }

    /** Does what is there, unless another thread is at it, which then does this too. */
    void send() {
        Optional<Runnable> next = begin();
        while (next.isPresent()) {
            next.get().run();
            next = next();
        }
    }

    private synchronized Optional<Runnable> begin() {
        return running ? Optional.empty() : next();
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(ready.poll());
        running = next.isPresent();
        return next;
    }
}
