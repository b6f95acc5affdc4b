package im.carillon.bosh;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import im.carillon.http.HttpService;
import im.carillon.lifecycle.NetworkListener;

/** Binds BOSH. */
public final class BoshModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(BoshSessions.class);
        bind(BoshService.class);
        bind(Restoration.class);
        bind(BoshTimer.class);
        OptionalBinder.newOptionalBinder(binder(), MonotonicClock.class)
                .setDefault()
                .toInstance(System::nanoTime);
        Multibinder.newSetBinder(binder(), HttpService.class).addBinding().to(BoshService.class);
        Multibinder.newSetBinder(binder(), NetworkListener.class).addBinding().to(BoshTimer.class);
    }
}
