package im.carillon.lifecycle;

import im.carillon.command.ReloadListener;
import im.carillon.command.ReloadResult;
import im.carillon.command.ServerControl;
import im.carillon.command.ServerStatus;
import im.carillon.config.CarillonConfig;
import im.carillon.config.ConfigException;
import im.carillon.config.HostConfig;
import im.carillon.config.LoadedConfig;
import im.carillon.routing.Hosts;
import im.carillon.session.SessionRegistry;
import im.carillon.tls.CertificateDirectory;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running server as its administrator sees it. */
@Singleton
public final class RunningServer implements ServerControl {

    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    /** What the keys begin with that take effect without a restart. */
    private static final List<String> LIVE = List.of(
            "host",
            "archive.default",
            "archive.keep",
            "proxy.host",
            "proxy.advertised_port",
            "proxy.guests",
            "proxy.connections",
            "proxy.per_account",
            "proxy.rate",
            "proxy.handshake",
            "proxy.activation",
            "proxy.idle",
            "external_service");

    private final ConfigFiles files;
    private final Hosts hosts;
    private final SessionRegistry sessions;
    private final CertificateDirectory certificates;
    private final InstantSource clock;
    private final ServerVersion version;
    private final Set<ReloadListener> listening;
    private final Instant started;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile List<String> listeners = List.of();

    @Inject
    RunningServer(
            ConfigFiles files,
            Hosts hosts,
            SessionRegistry sessions,
            CertificateDirectory certificates,
            InstantSource clock,
            ServerVersion version,
            Set<ReloadListener> listening) {
        this.listening = listening;
        this.version = version;
        this.files = files;
        this.hosts = hosts;
        this.sessions = sessions;
        this.certificates = certificates;
        this.clock = clock;
        this.started = clock.instant();
    }

    void listeners(List<String> descriptions) {
        listeners = List.copyOf(descriptions);
    }

    @Override
    public ServerStatus status() {
        return new ServerStatus(
                version.value(),
                ProcessHandle.current().pid(),
                Duration.between(started, clock.instant()),
                sessions.size(),
                hosts.all().stream().map(HostConfig::name).toList(),
                listeners);
    }

    /** Blocks until somebody asked the server to stop. */
    public void awaitStop() throws InterruptedException {
        stop.await();
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    /** Takes over what can change while the server runs; with any problem nothing changes. */
    @Override
    public synchronized ReloadResult reload() {
        certificates.reload();
        LoadedConfig before = files.current();
        LoadedConfig now;
        try {
            now = files.read();
        } catch (ConfigException e) {
            LOG.warn(
                    "reload: {} problems, the running configuration was kept",
                    e.problems().size());
            return new ReloadResult.Kept(e.problems());
        }
        List<String> live = new ArrayList<>();
        List<String> later = new ArrayList<>();
        for (String key : now.changedFrom(before)) {
            (LIVE.stream().anyMatch(key::startsWith) ? live : later).add(key);
        }
        CarillonConfig config = now.config();
        hosts.replace(config.hosts());
        files.replace(now);
        listening.forEach(listener -> listener.reloaded(before.config(), config));
        LOG.info("reload: changed {}, needing a restart {}", live, later);
        return new ReloadResult.Applied(live, later);
    }
}
