package im.carillon.pubsub.request;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.routing.ContactListener;
import im.carillon.session.PresenceListener;

/** Binds the use cases. */
public final class RequestModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Names.class);
        bind(Upkeep.class);
        bind(Publishing.class);
        bind(Retracting.class);
        bind(Retrieving.class);
        bind(TemporarySubscriptions.class);
        Multibinder.newSetBinder(binder(), PresenceListener.class).addBinding().to(TemporarySubscriptions.class);
        bind(LostContacts.class);
        Multibinder.newSetBinder(binder(), ContactListener.class).addBinding().to(LostContacts.class);
        bind(Subscribing.class);
        bind(Approvals.class);
        bind(SubscriberOptions.class);
        bind(OwnLists.class);
        bind(Creating.class);
        bind(Configuring.class);
        bind(Deleting.class);
        bind(ManagingAffiliations.class);
        bind(ManagingSubscriptions.class);
        bind(Requests.class);
    }
}
