package im.carillon.contacts;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;

/** Binds the contact addresses. */
public final class ContactsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ServiceContacts.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(ServiceContacts.class);
    }
}
