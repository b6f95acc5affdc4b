package im.carillon.routing;

import im.carillon.jid.BareJid;
import im.carillon.spi.IqHandler;
import im.carillon.spi.IqKey;
import im.carillon.spi.IqRequest;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.Stanza;
import im.carillon.stanza.StanzaError;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.StorageException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each request to its handler and makes the one answer it gets (RFC 6120 §8.2.3), whatever
 * the handler does.
 */
@Singleton
public final class IqDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(IqDispatcher.class);

    private final Map<IqKey, IqHandler> handlers = new HashMap<>();

    @Inject
    public IqDispatcher(Set<IqHandler> handlers) {
        for (IqHandler handler : handlers) {
            for (IqKey key : handler.keys()) {
                IqHandler other = this.handlers.put(key, handler);
                if (other != null) {
                    throw new IllegalStateException(
                            key + " is claimed by " + other.getClass().getName() + " and "
                                    + handler.getClass().getName());
                }
            }
        }
    }

    /** Every kind of request that is answered. */
    public Set<IqKey> keys() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Answers a request; the unit gets what must follow the answer.
     *
     * @return what the asker gets, the answer last
     */
    List<Stanza> answer(Iq iq, IqTarget kind, BareJid target, UnitOfWork unit) {
        List<Stanza> output = new ArrayList<>(1);
        Iq answer = answer(iq, kind, target, output, unit);
        if (answer.isError()) {
            output.clear();
        }
        output.add(answer);
        return output;
    }

    private Iq answer(Iq iq, IqTarget kind, BareJid target, List<Stanza> ahead, UnitOfWork unit) {
        try {
            XmlElement payload = iq.payload().orElseThrow();
            IqHandler handler = handlers.get(new IqKey(kind, iq.type(), payload.namespace(), payload.name()));
            if (handler == null) {
                throw new StanzaException(
                        ErrorCondition.SERVICE_UNAVAILABLE, "nobody here answers " + payload.namespace());
            }
            Optional<XmlElement> result = handler.handle(new IqRequest(iq, payload, target, ahead::add, unit));
            return result.map(iq::result).orElseGet(iq::result);
        } catch (StanzaException e) {
            return iq.error(e.error());
        } catch (StorageException e) {
            LOG.warn("request from {} failed: {}", iq.sender(), e.getMessage());
            return iq.error(new StanzaError(ErrorCondition.RESOURCE_CONSTRAINT, "storage is not available now"));
        } catch (RuntimeException e) {
            LOG.error("request from {} to {} failed", iq.sender(), target, e);
            return iq.error(new StanzaError(ErrorCondition.INTERNAL_SERVER_ERROR, "this was our fault"));
        }
    }
}
