package im.carillon.session;

import im.carillon.config.SessionConfig;
import im.carillon.config.SessionConfig.ConflictPolicy;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is here: the open sessions by account. Safe for use by several threads. */
@Singleton
public final class SessionRegistry {

    private final ConcurrentHashMap<BareJid, List<Session>> byAccount = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final SessionConfig config;

    @Inject
    public SessionRegistry(SessionConfig config) {
        this.config = config;
    }

    /**
     * Adds a session. An older one of the same resource is ended, or the new one refused, as the
     * configuration says (RFC 6120 §7.7.2.2).
     */
    public void add(Session session) throws StanzaException {
        List<Session> replaced = new ArrayList<>(1);
        List<StanzaException> refused = new ArrayList<>(1);
        byAccount.compute(session.account(), (account, known) -> {
            List<Session> others = known == null ? List.of() : known;
            List<Session> kept = new ArrayList<>(others.size() + 1);
            for (Session other : others) {
                if (other.address().equals(session.address())) {
                    replaced.add(other);
                } else {
                    kept.add(other);
                }
            }
            refusal(kept.size(), !replaced.isEmpty()).ifPresent(refused::add);
            if (!refused.isEmpty()) {
                return known;
            }
            kept.add(session);
            return List.copyOf(kept);
        });
        if (!refused.isEmpty()) {
            throw refused.getFirst();
        }
        count.addAndGet(1 - replaced.size());
        for (Session old : replaced) {
            old.ended();
            old.close(new StreamException(StreamCondition.CONFLICT, "another client took over this resource"));
        }
    }

    private Optional<StanzaException> refusal(int others, boolean conflict) {
        if (conflict && config.conflict() == ConflictPolicy.REJECT) {
            return Optional.of(new StanzaException(ErrorCondition.CONFLICT, "this resource is in use"));
        }
        return others >= config.perAccount()
                ? Optional.of(new StanzaException(
                        ErrorCondition.RESOURCE_CONSTRAINT, "this account has " + others + " sessions already"))
                : Optional.empty();
    }

    /** Takes a session out; it receives nothing any more. */
    public void remove(Session session) {
        session.ended();
        byAccount.computeIfPresent(session.account(), (account, known) -> {
            List<Session> kept = known.stream().filter(s -> s != session).toList();
            if (kept.size() < known.size()) {
                count.decrementAndGet();
            }
            return kept.isEmpty() ? null : kept;
        });
    }

    /** The sessions of an account, oldest first. */
    public List<Session> of(BareJid account) {
        return byAccount.getOrDefault(account, List.of());
    }

    public Optional<Session> find(FullJid address) {
        List<Session> sessions = of(address.bare());
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (session.address().equals(address)) {
                return Optional.of(session);
            }
        }
        return Optional.empty();
    }

    public List<Session> all() {
        Collection<List<Session>> lists = byAccount.values();
        return lists.stream().flatMap(List::stream).toList();
    }

    public int size() {
        return count.get();
    }
}
