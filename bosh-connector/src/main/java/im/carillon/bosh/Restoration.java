package im.carillon.bosh;

import im.carillon.session.ManagedSessions.Lasting;
import im.carillon.stream.ClientStreams;
import im.carillon.transport.ConnectionHandler;
import im.carillon.xml.XmlException;
import jakarta.inject.Inject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the sessions of the time before a restart again. */
final class Restoration {

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    private final ClientStreams streams;
    private final BoshSessions sessions;

    @Inject
    Restoration(ClientStreams streams, BoshSessions sessions) {
        this.streams = streams;
        this.sessions = sessions;
    }

    /** Before anybody can connect. */
    void run() {
        int count = 0;
        for (Lasting lasting : streams.takeLasting()) {
            try {
                restore(lasting);
                count++;
            } catch (XmlException | RuntimeException e) {
                LOG.warn("{} cannot go on over BOSH, its client has to begin anew", lasting.session(), e);
            }
        }
        if (count > 0) {
            LOG.info("{} sessions over BOSH wait for their clients to go on", count);
        }
    }

    private void restore(Lasting lasting) throws XmlException {
        StoredSession stored = StoredSession.of(lasting.terms());
        BoshProgress progress = BoshProgress.of(lasting.progress());
        BoshSession session = sessions.restored(SidHash.stored(lasting.key()), stored);
        BoshConnection connection = new BoshConnection(session, stored.origin());
        ConnectionHandler stream =
                streams.carry(connection, lasting.session(), StreamOpening.again(stored.host(), stored.language()));
        connection.handler(stream);
        session.carry(stream, progress, lasting.confirmed());
        sessions.add(session);
    }
}
