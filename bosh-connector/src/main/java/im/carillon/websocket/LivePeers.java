package im.carillon.websocket;

import im.carillon.config.HttpConfig;
import im.carillon.config.SessionConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open WebSockets: one clock pings those that are silent, which also keeps proxies from forgetting
 * them, and gives up those that do not answer.
 */
@Singleton
final class LivePeers {

    private static final Logger LOG = LoggerFactory.getLogger(LivePeers.class);

    private final Set<XmppWebSocket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("websocket-pings").daemon().factory());
    private final long pingAfter;
    private final long deadAfter;

    @Inject
    LivePeers(HttpConfig http, SessionConfig session) {
        pingAfter = http.ping().toNanos();
        deadAfter = session.deadAfter().toNanos();
        long period = Math.max(1, Math.min(pingAfter, deadAfter) / 4);
        clock.scheduleWithFixedDelay(this::sweep, period, period, TimeUnit.NANOSECONDS);
    }

    void add(XmppWebSocket peer) {
        open.add(peer);
    }

    void remove(XmppWebSocket peer) {
        open.remove(peer);
    }

    int size() {
        return open.size();
    }

    private void sweep() {
        long now = System.nanoTime();
        for (XmppWebSocket peer : open) {
            try {
                if (!peer.isAlive(now, pingAfter, deadAfter)) {
                    LOG.debug("{} is silent, giving up its connection", peer.remoteAddress());
                    peer.abort();
                }
            } catch (RuntimeException e) {
                LOG.error("looking after a WebSocket failed", e); // or the clock would never call again
            }
        }
    }
}
