package im.carillon.prometheus;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** What garbage collection has cost since the start, which listeners for its events would only know from now on. */
final class CollectorMetrics implements MeterBinder {

    private static final double MILLIS = 1_000;

    @Override
    public void bindTo(MeterRegistry registry) {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            FunctionCounter.builder("jvm.gc.collections", collector, GarbageCollectorMXBean::getCollectionCount)
                    .description("Collections since the start.")
                    .tag("collector", collector.getName())
                    .register(registry);
            FunctionCounter.builder("jvm.gc.time", collector, c -> c.getCollectionTime() / MILLIS)
                    .description("Time spent collecting since the start.")
                    .baseUnit("seconds")
                    .tag("collector", collector.getName())
                    .register(registry);
        }
    }
}
