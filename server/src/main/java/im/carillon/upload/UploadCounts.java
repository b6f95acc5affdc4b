package im.carillon.upload;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** The numbers of uploads. */
@Singleton
public final class UploadCounts implements MetricSource {

    private static final String SLOTS = "carillon_upload_slots";
    private static final String SLOTS_HELP = "Requests for slots.";
    private static final String UPLOADS = "carillon_uploads";
    private static final String UPLOADS_HELP = "Uploads that ended.";

    private final LongAdder granted = new LongAdder();
    private final LongAdder denied = new LongAdder();
    private final AtomicInteger arriving = new AtomicInteger();
    private final LongAdder stored = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder received = new LongAdder();
    private final LongAdder downloads = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder removed = new LongAdder();
    private final Reservations reservations;

    @Inject
    UploadCounts(Reservations reservations) {
        this.reservations = reservations;
    }

    void granted() {
        granted.increment();
    }

    void denied() {
        denied.increment();
    }

    void begun() {
        arriving.incrementAndGet();
    }

    void ended(boolean isStored, long bytes) {
        arriving.decrementAndGet();
        (isStored ? stored : failed).increment();
        received.add(bytes);
    }

    void removed(int files) {
        removed.add(files);
    }

    /** Somebody fetched a file, or a part of it. */
    public void downloaded(long bytes) {
        downloads.increment();
        sent.add(bytes);
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.counter(SLOTS, SLOTS_HELP, granted::sum).with("answer", "granted"),
                Metric.counter(SLOTS, SLOTS_HELP, denied::sum).with("answer", "refused"),
                Metric.gauge("carillon_upload_slots_open", "Slots that can still be used.", reservations::size),
                Metric.gauge("carillon_uploads_arriving", "Uploads under way.", arriving::get),
                Metric.counter(UPLOADS, UPLOADS_HELP, stored::sum).with("end", "stored"),
                Metric.counter(UPLOADS, UPLOADS_HELP, failed::sum).with("end", "failed"),
                Metric.counter("carillon_upload_bytes", "Bytes of files that arrived.", received::sum),
                Metric.counter("carillon_downloads", "Files, and parts of files, that were fetched.", downloads::sum),
                Metric.counter("carillon_download_bytes", "Bytes of files that were fetched.", sent::sum),
                Metric.counter("carillon_upload_files_removed", "Files that were removed.", removed::sum));
    }
}
