package im.carillon.http;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.lifecycle.NetworkListener;
import im.carillon.metrics.MetricSource;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.Server;

/** Binds the HTTP server; what answers is added to the set of {@link HttpService}. */
public final class HttpModule extends AbstractModule {

    /** Jetty takes a good part of a start to load, and can do so beside the wiring. */
    private final CompletableFuture<Server> server = CompletableFuture.supplyAsync(HttpModule::newServer);

    @Override
    protected void configure() {
        bind(Callers.class);
        bind(Origins.class);
        bind(HttpConnections.class);
        bind(TlsFactory.class);
        bind(Endpoints.class);
        bind(Dispatcher.class);
        bind(JettyListener.class);
        Multibinder.newSetBinder(binder(), NetworkListener.class).addBinding().to(JettyListener.class);
        Multibinder.newSetBinder(binder(), HttpService.class);
        bind(HttpMetrics.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(HttpMetrics.class);
    }

    @Provides
    @Singleton
    Server server() {
        return server.join();
    }

    private static Server newServer() {
        return new Server(new HttpThreads());
    }
}
