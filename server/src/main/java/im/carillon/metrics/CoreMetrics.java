package im.carillon.metrics;

import im.carillon.routing.StanzaCounts;
import im.carillon.session.SessionRegistry;
import im.carillon.storage.Database;
import im.carillon.stream.ClientStreams;
import jakarta.inject.Inject;
import java.util.List;

/** The numbers of the core: who is here, what goes through, how it is stored. */
public final class CoreMetrics implements MetricSource {

    private static final String STANZAS = "carillon_stanzas";
    private static final String STANZAS_HELP = "Stanzas that clients sent.";

    private final SessionRegistry sessions;
    private final ClientStreams streams;
    private final StanzaCounts stanzas;
    private final Database database;

    @Inject
    CoreMetrics(SessionRegistry sessions, ClientStreams streams, StanzaCounts stanzas, Database database) {
        this.sessions = sessions;
        this.streams = streams;
        this.stanzas = stanzas;
        this.database = database;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.gauge("carillon_sessions", "Sessions of clients that are logged in.", sessions::size),
                Metric.gauge(
                        "carillon_streams_before_login",
                        "Streams that have not logged in, or are closing.",
                        streams::withoutSession),
                Metric.counter(STANZAS, STANZAS_HELP, stanzas::messages).with("kind", "message"),
                Metric.counter(STANZAS, STANZAS_HELP, stanzas::presences).with("kind", "presence"),
                Metric.counter(STANZAS, STANZAS_HELP, stanzas::iqs).with("kind", "iq"),
                Metric.counter(
                        "carillon_commits",
                        "Groups of units of work that were made durable, each with one sync.",
                        () -> database.counts().groups()),
                Metric.counter(
                        "carillon_committed_units",
                        "Units of work in those groups.",
                        () -> database.counts().units()),
                Metric.gauge(
                        "carillon_commit_queue", "Units of work that wait for the next commit.", database::waiting));
    }
}
