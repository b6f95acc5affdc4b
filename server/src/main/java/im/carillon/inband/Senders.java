package im.carillon.inband;

import im.carillon.config.RatesConfig;
import im.carillon.session.Session;
import im.carillon.session.SessionListener;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that have sent in-band data, until they end. */
@Singleton
final class Senders implements SessionListener {

    private final Map<Session, Sender> senders = new ConcurrentHashMap<>();
    private final RatesConfig rates;

    @Inject
    Senders(RatesConfig rates) {
        this.rates = rates;
    }

    Sender of(Session session) {
        return senders.computeIfAbsent(session, any -> new Sender(rates.inBand()));
    }

    @Override
    public void closed(Session session, UnitOfWork unit) {
        senders.remove(session);
    }
}
