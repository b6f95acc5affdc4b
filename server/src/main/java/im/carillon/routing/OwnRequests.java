package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.jid.Jid;
import im.carillon.session.Session;
import im.carillon.stanza.Iq;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Requests that the server itself makes of clients, on behalf of accounts or hosts, and their answers.
 * Safe for use by several threads.
 */
@Singleton
public final class OwnRequests {

    private final ConcurrentHashMap<String, Open> open = new ConcurrentHashMap<>();

    private record Open(FullJid asked, Jid asking, CompletableFuture<Optional<Iq>> answer) {}

    @Inject
    public OwnRequests() {}

    /**
     * Asks a client.
     *
     * @return the answer, which may be an error; nothing when none came in time
     */
    public CompletableFuture<Optional<Iq>> get(Session asked, BareJid asking, XmlElement payload, Duration patience) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<Optional<Iq>> answer = new CompletableFuture<>();
        open.put(id, new Open(asked.address(), asking, answer));
        CompletableFuture<Optional<Iq>> ended = answer.completeOnTimeout(
                        Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((value, error) -> open.remove(id));
        if (!asked.deliver(Iq.request(Iq.Type.GET, id, asking, asked.address(), payload))) {
            answer.complete(Optional.empty());
        }
        return ended;
    }

    /** Takes what may be an answer: only the one who was asked can give it. */
    void answered(Iq iq) {
        Open request = iq.id().map(open::get).orElse(null);
        if (request != null
                && request.asked().equals(iq.sender())
                && iq.to().map(request.asking()::equals).orElse(true)) {
            request.answer().complete(Optional.of(iq));
        }
    }
}
