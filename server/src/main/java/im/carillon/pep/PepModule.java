package im.carillon.pep;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.pubsub.HomeSource;
import im.carillon.routing.ContactListener;
import im.carillon.session.PresenceListener;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;

/** Binds the nodes of accounts. */
public final class PepModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(AccountHomes.class);
        Multibinder.newSetBinder(binder(), HomeSource.class).addBinding().to(AccountHomes.class);
        bind(PepHandler.class);
        bind(PepDiscovery.class);
        bind(DeletedOwners.class);
        bind(NewestItems.class);
        bind(PersonalNodes.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(PepHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(PepDiscovery.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(DeletedOwners.class);
        Multibinder.newSetBinder(binder(), ContactListener.class).addBinding().to(NewestItems.class);
        Multibinder.newSetBinder(binder(), PresenceListener.class).addBinding().to(NewestItems.class);
    }
}
