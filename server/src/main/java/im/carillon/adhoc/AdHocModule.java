package im.carillon.adhoc;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.session.SessionListener;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;

/** Binds ad-hoc commands. */
public final class AdHocModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(CommandHandler.class);
        bind(CommandSteps.class);
        bind(CommandDiscovery.class);
        bind(CommandList.class);
        bind(Executions.class);
        Multibinder.newSetBinder(binder(), AdHocCommandSource.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(CommandHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(CommandDiscovery.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(Executions.class);
    }
}
