package im.carillon.bosh;

import im.carillon.lifecycle.NetworkListener;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one clock of all sessions; it begins and ends with the server. */
@Singleton
final class BoshTimer implements NetworkListener {

    private static final Logger LOG = LoggerFactory.getLogger(BoshTimer.class);

    private final BoshSessions sessions;
    private final Restoration restoration;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("bosh-timer").daemon().factory());

    @Inject
    BoshTimer(BoshSessions sessions, Restoration restoration) {
        this.sessions = sessions;
        this.restoration = restoration;
    }

    @Override
    public void open() {
        restoration.run();
        clock.scheduleWithFixedDelay(this::tick, BoshSession.TICK, BoshSession.TICK, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        try {
            sessions.tick();
        } catch (RuntimeException e) {
            LOG.error("the timer of BOSH failed", e); // or it would never call again
        }
    }

    @Override
    public List<String> describe() {
        return List.of();
    }

    @Override
    public void stopAccepting() {
        sessions.stop();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
