package im.carillon.extdisco;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.ReloadListener;
import im.carillon.session.SessionListener;
import im.carillon.spi.IqHandler;

/** Binds the discovery of services beside this server. */
public final class ExternalServicesModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ExternalServices.class);
        bind(Askers.class);
        bind(ServicesHandler.class);
        bind(CredentialsHandler.class);
        bind(ServicesPush.class);
        Multibinder<IqHandler> handlers = Multibinder.newSetBinder(binder(), IqHandler.class);
        handlers.addBinding().to(ServicesHandler.class);
        handlers.addBinding().to(CredentialsHandler.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(Askers.class);
        ReloadListener.binder(binder()).addBinding().to(ServicesPush.class);
    }
}
