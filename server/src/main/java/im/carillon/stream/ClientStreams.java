package im.carillon.stream;

import im.carillon.session.ManagedSessions.Lasting;
import im.carillon.session.Session;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.transport.Connection;
import im.carillon.transport.ConnectionAcceptor;
import im.carillon.transport.ConnectionHandler;
import im.carillon.transport.LastingConnection;
import im.carillon.xml.XmlException;
import im.carillon.xml.XmlLimits;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All streams of clients; makes one for each new connection. */
@Singleton
public final class ClientStreams implements ConnectionAcceptor {

    private final StreamServices services;
    private final LoginDeadlines deadlines;
    private final ConnectionCounts counts;

    @Inject
    ClientStreams(StreamServices services, LoginDeadlines deadlines, ConnectionCounts counts) {
        this.services = services;
        this.deadlines = deadlines;
        this.counts = counts;
    }

    /** The limits of a connection that has not logged in. */
    public XmlLimits limitsBeforeLogin() {
        return services.xmlLimits().withBytes(services.limits.stanzaBytesBeforeLogin());
    }

    @Override
    public ConnectionHandler accept(Connection connection) {
        InetAddress address = connection.remoteAddress();
        if (!counts.opened(address)) {
            ClientStream refused = new ClientStream(connection, services, deadlines, () -> {});
            refused.close(
                    new StreamException(StreamCondition.POLICY_VIOLATION, "too many connections from this address"));
            return refused;
        }
        ClientStream stream = new ClientStream(connection, services, deadlines, () -> counts.closed(address));
        if (!deadlines.admit(stream)) {
            stream.close(new StreamException(
                    StreamCondition.RESOURCE_CONSTRAINT, "too many connections that have not logged in"));
        }
        return stream;
    }

    /**
     * Goes on with a session of the time before a restart.
     *
     * @param header the stream header that the client would send
     */
    public ConnectionHandler carry(LastingConnection connection, Session session, byte[] header) throws XmlException {
        InetAddress address = connection.remoteAddress();
        Runnable gone = counts.opened(address) ? () -> counts.closed(address) : () -> {};
        ClientStream stream = new ClientStream(connection, services, deadlines, gone);
        stream.carry(session, connection, header);
        return stream;
    }

    /** The sessions of the time before a restart that go on with their connections; once. */
    public List<Lasting> takeLasting() {
        return services.managed.takeLasting();
    }

    /** How many streams have not logged in, or are closing. */
    public int withoutSession() {
        return deadlines.streams().size();
    }

    /** Waits until every stream that was closed is gone; false when some are still there after that time. */
    public boolean awaitEnd(Duration time) {
        return deadlines.awaitNone(time);
    }

    /** Brings back the sessions that waited for their clients when the server stopped; before it listens. */
    public void restoreSessions() {
        services.stanzas.restored(services.managed.restore());
    }

    /**
     * Ends every session, as at the stop of the server. Those that can be resumed are told how much is
     * handled and wait for their clients until after the next start.
     */
    public void closeAll(StreamException error) {
        Map<Boolean, List<Session>> sessions = services.sessions.all().stream()
                .collect(Collectors.partitioningBy(session -> session.isResumable() || session.isLasting()));
        services.managed.suspend(sessions.getOrDefault(true, List.of()));
        List<Session> ending = sessions.getOrDefault(false, List.of());
        services.stanzas.stopping(ending);
        ending.forEach(session -> session.close(error));
        deadlines.streams().forEach(stream -> stream.close(error));
        services.managed.close();
    }
}
