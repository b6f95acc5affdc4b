package im.carillon.hostmeta;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;

/** Binds web host metadata. */
public final class HostMetaModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Links.class);
        bind(HostMetaXml.class);
        bind(HostMetaJson.class);
        Multibinder<HttpEndpoint> endpoints = Multibinder.newSetBinder(binder(), HttpEndpoint.class);
        endpoints.addBinding().to(HostMetaXml.class);
        endpoints.addBinding().to(HostMetaJson.class);
    }
}
