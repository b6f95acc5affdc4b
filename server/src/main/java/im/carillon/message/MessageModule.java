package im.carillon.message;

import com.google.inject.AbstractModule;
import im.carillon.routing.AccountMessages;

/** Binds the delivery of messages. */
public final class MessageModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Recipients.class);
        bind(MessageDelivery.class);
        bind(AccountMessages.class).to(MessageDelivery.class);
    }
}
