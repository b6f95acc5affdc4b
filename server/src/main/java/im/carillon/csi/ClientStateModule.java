package im.carillon.csi;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.session.SessionListener;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.sasl2.BindFeature;
import jakarta.inject.Singleton;

/** Binds Client State Indication. */
public final class ClientStateModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ClientState.class).in(Singleton.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(ClientState.class);
        Multibinder.newSetBinder(binder(), BindFeature.class).addBinding().to(ClientState.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(ClientState.class);
    }
}
