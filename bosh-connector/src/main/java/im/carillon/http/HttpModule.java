package im.carillon.http;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.lifecycle.NetworkListener;

/** Binds the HTTP server; what answers is added to the set of {@link HttpService}. */
public final class HttpModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Callers.class);
        bind(TlsFactory.class);
        bind(Endpoints.class);
        bind(Dispatcher.class);
        bind(JettyListener.class);
        Multibinder.newSetBinder(binder(), NetworkListener.class).addBinding().to(JettyListener.class);
        Multibinder.newSetBinder(binder(), HttpService.class);
    }
}
