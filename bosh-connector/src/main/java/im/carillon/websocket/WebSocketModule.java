package im.carillon.websocket;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.http.HttpService;
import im.carillon.metrics.MetricSource;

/** Binds XMPP over WebSocket. */
public final class WebSocketModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(LivePeers.class);
        bind(WriteThreads.class);
        bind(WebSocketServices.class);
        bind(WebSocketService.class);
        bind(WebSocketMetrics.class);
        Multibinder.newSetBinder(binder(), MetricSource.class).addBinding().to(WebSocketMetrics.class);
        Multibinder.newSetBinder(binder(), HttpService.class).addBinding().to(WebSocketService.class);
    }
}
