package im.carillon.pubsub.request;

import com.google.inject.AbstractModule;

/** Binds the use cases. */
public final class RequestModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Names.class);
        bind(Publishing.class);
        bind(Retracting.class);
        bind(Retrieving.class);
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
