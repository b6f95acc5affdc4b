package im.carillon.lifecycle;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import im.carillon.config.CarillonConfig;
import im.carillon.config.HostConfig;
import im.carillon.config.ListenerConfig;
import im.carillon.spi.BackgroundWork;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.storage.Database;
import im.carillon.stream.ClientStreams;
import im.carillon.tls.CertificateDirectory;
import im.carillon.tls.CertificateWatch;
import im.carillon.tls.LocalAuthority;
import im.carillon.tls.LocalTrust;
import im.carillon.tls.TlsSystemProperties;
import im.carillon.transport.EngineSource;
import im.carillon.transport.tcp.TcpListener;
import im.carillon.transport.tcp.TcpProcessors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server, from open listeners to the last commit. {@link #start} and {@link #close} are
 * called once each; nothing else here changes state.
 */
public final class CarillonServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CarillonServer.class);
    private static final Duration CERTIFICATE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final CarillonConfig config;
    private final Injector injector;
    private final List<TcpListener> listeners = new ArrayList<>();
    private final Set<BackgroundWork> background;
    private final TcpProcessors processors = new TcpProcessors();
    private Optional<LocalTrust> localTrust = Optional.empty();
    private Optional<CertificateWatch> watch = Optional.empty();

    /** Wires the server; nothing listens yet. */
    public CarillonServer(CarillonConfig config, List<Module> modules) {
        TlsSystemProperties.apply();
        this.config = config;
        this.injector = Guice.createInjector(Stage.PRODUCTION, modules);
        this.background = injector.getInstance(new Key<Set<BackgroundWork>>() {});
    }

    /** Opens the listeners; returns when clients can connect. */
    public void start() throws IOException {
        LocalAuthority authority = injector.getInstance(LocalAuthority.class);
        CertificateDirectory certificates = injector.getInstance(CertificateDirectory.class);
        List<String> names = config.hosts().stream().map(HostConfig::name).toList();
        localTrust = authority.serve(names);
        certificates.current().problems(java.time.Instant.now()).forEach(problem -> LOG.warn("{}", problem));
        watch = Optional.of(CertificateWatch.start(certificates, CERTIFICATE_INTERVAL, () -> renew(authority, names)));
        ClientStreams streams = injector.getInstance(ClientStreams.class);
        streams.restoreSessions();
        EngineSource engines = injector.getInstance(EngineSource.class);
        for (ListenerConfig listener : config.listeners()) {
            TcpListener opened = new TcpListener(
                    listener,
                    processors.shared(),
                    engines,
                    streams.limitsBeforeLogin(),
                    config.session().deadAfter(),
                    streams);
            listeners.add(opened);
            opened.open();
        }
        background.forEach(BackgroundWork::start);
    }

    private static void renew(LocalAuthority authority, List<String> names) {
        try {
            authority.serve(names);
        } catch (IOException e) {
            LOG.warn("the local certificates could not be renewed: {}", e.getMessage());
        }
    }

    public CarillonConfig config() {
        return config;
    }

    /** What the wiring holds, for what starts with the server. */
    public <T> T get(Class<T> type) {
        return injector.getInstance(type);
    }

    /** How clients trust certificates of the server's own authority, if it issued any. */
    public Optional<LocalTrust> localTrust() {
        return localTrust;
    }

    /** Where the listeners of one kind are bound. */
    public List<InetSocketAddress> addresses(boolean directTls) {
        return listeners.stream()
                .filter(listener -> listener.isDirectTls() == directTls)
                .map(TcpListener::localAddress)
                .toList();
    }

    /** Ends every stream with {@code system-shutdown}, then makes everything durable and lets go. */
    @Override
    public void close() {
        watch.ifPresent(CertificateWatch::close);
        listeners.forEach(TcpListener::stopAccepting);
        ClientStreams streams = injector.getInstance(ClientStreams.class);
        streams.closeAll(new StreamException(StreamCondition.SYSTEM_SHUTDOWN, "the server is stopping"));
        if (!streams.awaitEnd(GOODBYE)) {
            LOG.info("some clients did not take their leave in time");
        }
        background.forEach(BackgroundWork::stop);
        injector.getInstance(Database.class).close();
        listeners.forEach(TcpListener::close);
        processors.close();
    }
}
