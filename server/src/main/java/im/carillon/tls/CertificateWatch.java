package im.carillon.tls;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the certificate directory again and again on a virtual thread of its own. Modification times
 * are compared rather than events awaited: those do not come from network file systems, nor from behind
 * the links that certbot makes.
 */
public final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    private final CertificateDirectory certificates;
    private final Runnable upkeep;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private CertificateWatch(CertificateDirectory certificates, Duration interval, Runnable upkeep) {
        this.certificates = certificates;
        this.upkeep = upkeep;
        this.thread = Thread.ofVirtual().name("certificate-watch").unstarted(() -> run(interval));
    }

    /**
     * Starts watching.
     *
     * @param upkeep run before each look: the local authority's renewal
     */
    public static CertificateWatch start(CertificateDirectory certificates, Duration interval, Runnable upkeep) {
        var watch = new CertificateWatch(certificates, interval, upkeep);
        watch.thread.start();
        return watch;
    }

    private void run(Duration interval) {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        // a renewal that fails must not keep the administrator's own renewal from being seen
        guarded(upkeep);
        guarded(() -> certificates.reloadIfChanged().ifPresent(this::tell));
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException unexpected) {
            LOG.error("looking after the certificates in {} failed", certificates.folder(), unexpected);
        }
    }

    private void tell(CertificateSet set) {
        LOG.info("certificates reloaded: {}", set.certificates());
        set.problems(certificates.clock().instant()).forEach(problem -> LOG.warn("{}", problem));
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
