package im.carillon.lastactivity;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.session.SessionListener;
import im.carillon.spi.IqHandler;
import im.carillon.spi.StanzaFilter;

/** Binds last activity. */
public final class LastActivityModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(IdleTimeGuard.class);
        bind(LastActivityHandler.class);
        bind(Farewells.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(LastActivityHandler.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(Farewells.class);
        Multibinder<StanzaFilter> filters = Multibinder.newSetBinder(binder(), StanzaFilter.class);
        filters.addBinding().to(Farewells.class);
        filters.addBinding().to(IdleTimeGuard.class);
    }
}
