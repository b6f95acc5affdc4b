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

    private record Open(long number, Request request) {}

    /**
     * @param id the id of the request
     * @param to whom it was sent to, empty for the account itself
     */
    public record Request(String id, String to) {}

    /** A request came in as the stanza of this number. */
    synchronized void asked(long number, Iq iq) {
        if (open.size() >= MOST) {
            open.removeFirst();
        }
        open.add(new Open(
                number,
                new Request(iq.id().orElse(""), iq.to().map(Jid::toString).orElse(""))));
    }

    /** An answer has reached the client. */
    synchronized void answered(String id) {
        open.removeIf(each -> each.request().id().equals(id));
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
