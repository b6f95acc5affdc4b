package im.carillon.session;

import im.carillon.jid.Jid;
import im.carillon.stanza.Iq;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The requests of a session whose answers it has not acknowledged. After a crash they are answered
 * with an error, so that the client does not wait for ever. Guarded by its own lock.
 */
public final class Unanswered {

    /** A client with more open requests than this is told about the latest ones only. */
    private static final int MOST = 64;

    private final Deque<Open> open = new ArrayDeque<>(2);

    Unanswered() {}

    private record Open(long number, Request request) {

        boolean isOf(String id) {
            return request.id().equals(id);
        }
    }

    /**
     * @param id the id of the request
     * @param to whom it was sent to, empty for the account itself
     * @param answer the number of the stanza that answers it, or a greater one; 0 while there is none
     */
    public record Request(String id, String to, long answer) {

        /** Whether a client that has got so many stanzas still waits for the answer. */
        boolean isOpenAfter(long acknowledged) {
            return answer == 0 || answer > acknowledged;
        }
    }

    /** A request came in as the stanza of this number. */
    void asked(long number, Iq iq) {
        asked(number, new Request(iq.id().orElse(""), iq.to().map(Jid::toString).orElse(""), 0));
    }

    synchronized void asked(long number, Request request) {
        if (open.size() >= MOST) {
            open.removeFirst();
        }
        open.add(new Open(number, request));
    }

    /**
     * An answer goes to the client. It may have got it when the server crashes, and tells only how
     * many stanzas it has.
     *
     * @param number the one of the answer, or a greater one
     */
    synchronized void answering(String id, long number) {
        open.stream()
                .filter(each -> each.isOf(id) && each.request().answer() == 0)
                .findFirst()
                .ifPresent(each -> {
                    Request request = new Request(id, each.request().to(), number);
                    open.remove(each);
                    open.add(new Open(each.number(), request));
                });
    }

    /** An answer has reached the client. */
    synchronized void answered(String id) {
        open.removeIf(each -> each.isOf(id));
    }

    /** The requests among the stanzas up to a number. */
    synchronized List<Request> upTo(long number) {
        if (open.isEmpty()) {
            return List.of();
        }
        return open.stream()
                .filter(each -> each.number() <= number)
                .map(Open::request)
                .toList();
    }
}
