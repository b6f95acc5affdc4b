package im.carillon.adhoc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The commands under way, each until it is done, its user has left, or nobody has gone on with it
 * for some minutes. Thread-safe.
 */
@Singleton
final class Executions implements SessionListener {

    /** How many commands one session may have begun and left open. */
    static final int MOST_PER_SESSION = 10;

    private static final int MOST = 10_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ID_BYTES = 16;

    private final SecureRandom random;
    private final Cache<String, Execution> open =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(PATIENCE).build();

    /** Whose each id was, for some time, to tell what has expired from what never was. */
    private final Cache<String, AdHocRequest> given = Caffeine.newBuilder()
            .maximumSize(2 * MOST)
            .expireAfterWrite(PATIENCE.multipliedBy(6))
            .build();

    @Inject
    Executions(SecureRandom random) {
        this.random = random;
    }

    /** One that is done at once needs an id, too, but no place. */
    Execution begin(AdHocCommand command, AdHocRequest owner) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Execution(HexFormat.of().formatHex(id), command, owner);
    }

    void keep(Execution execution) throws StanzaException {
        if (open.getIfPresent(execution.id()) == null) {
            long others = open.asMap().values().stream()
                    .filter(other -> other.owner().equals(execution.owner()))
                    .count();
            if (others >= MOST_PER_SESSION) {
                throw new StanzaException(
                        ErrorCondition.RESOURCE_CONSTRAINT, "complete or cancel one of your " + others + " commands");
            }
            given.put(execution.id(), execution.owner());
            open.put(execution.id(), execution);
        }
    }

    Execution find(String id, String node, AdHocRequest owner) throws StanzaException {
        Execution execution = open.getIfPresent(id);
        if (execution != null
                && execution.owner().equals(owner)
                && execution.command().node().equals(node)) {
            return execution;
        }
        throw execution == null && owner.equals(given.getIfPresent(id))
                ? CommandError.SESSION_EXPIRED.because("this command has ended or took too long")
                : CommandError.BAD_SESSIONID.because("there is no such command under way");
    }

    void end(Execution execution) {
        open.invalidate(execution.id());
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        open.asMap().values().removeIf(execution -> execution.owner().from().equals(session.address()));
    }
}
