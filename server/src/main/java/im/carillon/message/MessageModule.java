package im.carillon.message;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.message.carbons.CarbonsModule;
import im.carillon.routing.AccountMessages;
import im.carillon.session.PresenceListener;
import im.carillon.session.Redelivery;
import im.carillon.session.SessionListener;
import im.carillon.spi.DiscoContributor;

/** Binds the delivery of messages. */
public final class MessageModule extends AbstractModule {

    @Override
    protected void configure() {
        install(new CarbonsModule());
        bind(Recipients.class);
        bind(Forgery.class);
        bind(Filing.class);
        bind(OfflineLimit.class);
        bind(MessageDiscovery.class);
        bind(OfflineMessages.class);
        bind(Visits.class);
        Multibinder.newSetBinder(binder(), PresenceListener.class).addBinding().to(OfflineMessages.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(OfflineMessages.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(MessageDiscovery.class);
        bind(MessageRedelivery.class);
        Multibinder.newSetBinder(binder(), Redelivery.class).addBinding().to(MessageRedelivery.class);
        bind(MessageDelivery.class);
        bind(AccountMessages.class).to(MessageDelivery.class);
    }
}
