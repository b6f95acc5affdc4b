package im.carillon.http;

import im.carillon.config.AuthenticationConfig;
import im.carillon.config.LimitsConfig;
import im.carillon.stream.ConnectionCounts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All TCP connections of HTTP. Each address has so many at most; a connection on which nothing is asked for
 * a while is closed, and so is one whose request comes too slowly, whatever trickles in meanwhile.
 */
@Singleton
public final class HttpConnections {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnections.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Set<WatchedEndPoint> open = ConcurrentHashMap.newKeySet();
    private final Set<ArrivingRequest> arriving = ConcurrentHashMap.newKeySet();
    private final LongAdder requests = new LongAdder();
    private final ConnectionCounts counts;
    private final Patience patience;

    @Inject
    HttpConnections(LimitsConfig limits, AuthenticationConfig authentication) {
        patience = new Patience(authentication.deadline());
        counts = new ConnectionCounts(limits);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("http-deadlines").daemon().factory());
        clock.scheduleWithFixedDelay(this::sweep, SWEEP.toNanos(), SWEEP.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** @return whether the address may have one more connection; then {@link #closed} has to follow */
    boolean opened(WatchedEndPoint connection, InetAddress address) {
        if (!counts.opened(address)) {
            LOG.info("too many HTTP connections from {}", address.getHostAddress());
            return false;
        }
        open.add(connection);
        return true;
    }

    void closed(WatchedEndPoint connection, InetAddress address) {
        if (open.remove(connection)) {
            counts.closed(address);
        }
    }

    /** A request has begun: its connection is busy until it is answered, and its body must come in time. */
    Request begun(Request request) {
        requests.increment();
        WatchedEndPoint.of(request).ifPresent(connection -> {
            connection.begun();
            Request.addCompletionListener(request, failure -> connection.answered());
        });
        if (!ArrivingRequest.isIn(request)) {
            return request;
        }
        ArrivingRequest watched = new ArrivingRequest(request, arriving::remove);
        arriving.add(watched);
        Request.addCompletionListener(request, failure -> arriving.remove(watched));
        return watched;
    }

    /** A file comes: how fast is now its service's affair. */
    public void leaveToService(Request request) {
        ArrivingRequest watched = Request.as(request, ArrivingRequest.class);
        if (watched != null) {
            arriving.remove(watched);
        }
        InputBuffer.ofFile(request);
    }

    /** The connection of this request now serves something else, which looks after it. */
    public void handOver(Request request) {
        WatchedEndPoint.of(request).ifPresent(WatchedEndPoint::handOver);
    }

    long requests() {
        return requests.sum();
    }

    int size() {
        return open.size();
    }

    private void sweep() {
        long now = System.nanoTime();
        try {
            open.stream()
                    .filter(each -> patience.endsWithRequest(each.idle(now)))
                    .forEach(WatchedEndPoint::close);
            arriving.stream().filter(each -> each.isLate(now, patience)).forEach(ArrivingRequest::giveUp);
        } catch (RuntimeException e) {
            LOG.error("closing slow connections failed", e); // or the clock would never call again
        }
    }
}
