package im.carillon.caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.routing.OwnRequests;
import im.carillon.session.Session;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the clients of sessions support. A client is asked when nobody with the same hash was; what it
 * says counts for the others once the hash has been computed anew and is the same, else for itself
 * alone. Of those who come with a hash while one of them is being asked, the next is asked only when
 * that one's answer was no good. Safe for use by several threads.
 */
@Singleton
public final class ClientFeatures {

    private static final Logger LOG = LoggerFactory.getLogger(ClientFeatures.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long MOST_FEATURES = 500_000;
    private static final int LONGEST_VER = 200;

    private final OwnRequests requests;
    private final Cache<Hash, Features> verified = Caffeine.newBuilder()
            .maximumWeight(MOST_FEATURES)
            .weigher((Hash hash, Features features) -> 1 + features.all().size())
            .build();
    private final Cache<Session, Known> bySession =
            Caffeine.newBuilder().weakKeys().build();
    private final Map<Hash, Deque<Waiting>> waiting = new HashMap<>();

    private record Hash(String function, String value) {}

    private record Known(Advertised advertised, Features features) {}

    private record Waiting(Session session, Advertised advertised, Consumer<Features> action) {}

    @Inject
    ClientFeatures(OwnRequests requests) {
        this.requests = requests;
    }

    /** What is known of a session's client; nothing while it is being asked. Does not block. */
    public Features of(Session session) {
        Optional<Advertised> advertised = session.presence().flatMap(Advertised::in);
        if (advertised.isEmpty()) {
            return Features.NONE;
        }
        Known known = bySession.getIfPresent(session);
        if (known != null && known.advertised().equals(advertised.get())) {
            return known.features();
        }
        Optional<Features> shared = shared(advertised.get());
        shared.ifPresent(features -> bySession.put(session, new Known(advertised.get(), features)));
        return shared.orElse(Features.NONE);
    }

    /** What was known of a session's client when its presence was this one. */
    public Features with(Session session, Presence presence) {
        Known known = bySession.getIfPresent(session);
        return known != null && Advertised.in(presence).equals(Optional.of(known.advertised()))
                ? known.features()
                : Features.NONE;
    }

    /** Whether two presences say the same about capabilities. */
    public static boolean isSame(Presence one, Presence other) {
        return Advertised.in(one).equals(Advertised.in(other));
    }

    /**
     * Finds out what a session's client supports.
     *
     * @param ask how a question gets on its way
     * @param action told when it is known: on this thread when it is known now, else on another one
     */
    public void learn(Session session, Presence presence, Consumer<Runnable> ask, Consumer<Features> action) {
        Optional<Advertised> advertised = Advertised.in(presence);
        if (advertised.isEmpty()) {
            action.accept(Features.NONE);
            return;
        }
        Optional<Features> known = shared(advertised.get());
        if (known.isPresent()) {
            learned(session, advertised.get(), known.get(), action);
            return;
        }
        Waiting one = new Waiting(session, advertised.get(), action);
        Optional<Hash> hash = hash(advertised.get());
        if (hash.isEmpty()) {
            ask.accept(() -> askAlone(one));
        } else if (isFirst(hash.get(), one)) {
            ask.accept(() -> ask(hash.get(), one));
        }
    }

    private Optional<Features> shared(Advertised advertised) {
        return hash(advertised).flatMap(hash -> Optional.ofNullable(verified.getIfPresent(hash)));
    }

    /** Nothing when the function is not known, so that the hash cannot be verified. */
    private static Optional<Hash> hash(Advertised advertised) {
        return advertised.ver().length() > LONGEST_VER
                        || DiscoAnswer.digest(advertised.hash()).isEmpty()
                ? Optional.empty()
                : Optional.of(new Hash(advertised.hash(), advertised.ver()));
    }

    private boolean isFirst(Hash hash, Waiting one) {
        synchronized (waiting) {
            Deque<Waiting> line = waiting.get(hash);
            if (line != null) {
                line.add(one);
                return false;
            }
            waiting.put(hash, new ArrayDeque<>());
            return true;
        }
    }

    private void ask(Hash hash, Waiting one) {
        question(one, answer -> {
            Optional<Features> said = answer.map(DiscoAnswer::features);
            boolean right = answer.flatMap(disco -> disco.hash(hash.function()))
                    .filter(hash.value()::equals)
                    .isPresent();
            if (right) {
                verified.put(hash, said.orElse(Features.NONE));
                everybody(hash, one, said.orElse(Features.NONE));
            } else {
                LOG.debug("{} does not support what its hash says", one.session());
                next(hash).ifPresent(other -> ask(hash, other));
                said.ifPresent(features -> learned(one, features));
            }
        });
    }

    private void askAlone(Waiting one) {
        question(one, answer -> answer.map(DiscoAnswer::features).ifPresent(features -> learned(one, features)));
    }

    private void question(Waiting one, Consumer<Optional<DiscoAnswer>> whenAnswered) {
        XmlElement query = XmlElement.builder(DiscoAnswer.NAMESPACE, "query")
                .attribute("node", one.advertised().discoNode())
                .build();
        Session session = one.session();
        requests.get(session, session.account(), query, PATIENCE)
                .thenAccept(answer -> Thread.startVirtualThread(() ->
                        whenAnswered.accept(answer.filter(iq -> iq.type() == Iq.Type.RESULT)
                                .flatMap(Iq::payload)
                                .filter(payload -> payload.is(DiscoAnswer.NAMESPACE, "query"))
                                .map(DiscoAnswer::new))));
    }

    private Optional<Waiting> next(Hash hash) {
        synchronized (waiting) {
            Deque<Waiting> line = waiting.get(hash);
            Waiting next = line == null ? null : line.poll();
            if (next == null) {
                waiting.remove(hash);
            }
            return Optional.ofNullable(next);
        }
    }

    private void everybody(Hash hash, Waiting first, Features features) {
        Deque<Waiting> line;
        synchronized (waiting) {
            line = waiting.remove(hash);
        }
        learned(first, features);
        if (line != null) {
            line.forEach(other -> learned(other, features));
        }
    }

    private void learned(Waiting one, Features features) {
        learned(one.session(), one.advertised(), features, one.action());
    }

    /** What a client supported before it said something else is of no interest any more. */
    private void learned(Session session, Advertised advertised, Features features, Consumer<Features> action) {
        if (session.presence().flatMap(Advertised::in).equals(Optional.of(advertised))) {
            bySession.put(session, new Known(advertised, features));
            action.accept(features);
        }
    }
}
