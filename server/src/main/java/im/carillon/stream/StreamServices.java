package im.carillon.stream;

import im.carillon.config.AuthenticationConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.config.RatesConfig;
import im.carillon.config.SessionConfig;
import im.carillon.routing.Hosts;
import im.carillon.session.ManagedSessions;
import im.carillon.session.SessionRegistry;
import im.carillon.storage.Database;
import im.carillon.xml.XmlLimits;
import im.carillon.xml.XmlParser;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What all streams share. */
@Singleton
final class StreamServices {

    private static final int ID_BYTES = 16;

    final XmlParser parser;
    final List<StreamFeature> features;
    final StanzaHandler stanzas;
    final SessionRegistry sessions;
    final ManagedSessions managed;
    final Hosts hosts;
    final Database database;
    final AuthenticationConfig authentication;
    final LimitsConfig limits;
    final RatesConfig rates;
    final SessionConfig session;
    final Executor threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("stream").factory());
    final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("read-rates").daemon().factory());
    private final SecureRandom random = new SecureRandom();

    @Inject
    StreamServices(
            Set<StreamFeature> features,
            StanzaHandler stanzas,
            SessionRegistry sessions,
            ManagedSessions managed,
            Hosts hosts,
            Database database,
            AuthenticationConfig authentication,
            LimitsConfig limits,
            RatesConfig rates,
            SessionConfig session) {
        this.features = features.stream()
                .sorted(Comparator.comparing(f -> f.getClass().getName()))
                .toList();
        this.stanzas = stanzas;
        this.sessions = sessions;
        this.managed = managed;
        this.hosts = hosts;
        this.database = database;
        this.authentication = authentication;
        this.limits = limits;
        this.rates = rates;
        this.session = session;
        this.parser = new XmlParser(xmlLimits());
    }

    XmlLimits xmlLimits() {
        return new XmlLimits(limits.stanzaBytes(), limits.depth(), limits.attributes(), limits.nameLength());
    }

    /** An id that nobody can guess. */
    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
