package im.carillon.prometheus;

import im.carillon.metrics.Metric;
import im.carillon.metrics.MetricSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that can be measured; made when somebody asks for the first time. */
@Singleton
final class Registry {

    /** The registry itself would not keep them. */
    private final List<Metric> metrics;

    private @Nullable PrometheusMeterRegistry made;

    @Inject
    Registry(Set<MetricSource> sources) {
        metrics = sources.stream().flatMap(source -> source.metrics().stream()).toList();
    }

    String scrape(String contentType) {
        return registry().scrape(contentType);
    }

    private synchronized PrometheusMeterRegistry registry() {
        if (made == null) {
            PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            metrics.forEach(metric -> add(metric, registry));
            List<MeterBinder> machine = List.of(
                    new JvmMemoryMetrics(),
                    new JvmThreadMetrics(),
                    new ClassLoaderMetrics(),
                    new ProcessorMetrics(),
                    new FileDescriptorMetrics(),
                    new UptimeMetrics(),
                    new CollectorMetrics());
            machine.forEach(binder -> binder.bindTo(registry));
            made = registry;
        }
        return made;
    }

    private static void add(Metric metric, PrometheusMeterRegistry registry) {
        Tags tags = Tags.empty();
        for (var label : metric.labels().entrySet()) {
            tags = tags.and(label.getKey(), label.getValue());
        }
        switch (metric.kind()) {
            case COUNTER ->
                FunctionCounter.builder(metric.name(), metric, m -> m.value().getAsDouble())
                        .description(metric.help())
                        .tags(tags)
                        .register(registry);
            case GAUGE ->
                Gauge.builder(metric.name(), metric, m -> m.value().getAsDouble())
                        .strongReference(true)
                        .description(metric.help())
                        .tags(tags)
                        .register(registry);
        }
    }
}
