package im.carillon.websocket;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.http.HttpService;

/** Binds XMPP over WebSocket. */
public final class WebSocketModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(LivePeers.class);
        bind(WriteThreads.class);
        bind(WebSocketServices.class);
        bind(WebSocketService.class);
        Multibinder.newSetBinder(binder(), HttpService.class).addBinding().to(WebSocketService.class);
    }
}
