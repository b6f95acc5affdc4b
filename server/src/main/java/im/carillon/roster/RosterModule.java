package im.carillon.roster;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.routing.ContactListener;
import im.carillon.routing.Subscriptions;
import im.carillon.session.SessionListener;
import im.carillon.spi.IqHandler;
import im.carillon.stream.StreamFeature;
import jakarta.inject.Singleton;

/** Rosters. */
public final class RosterModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(RosterStore.class).toInstance(new RosterStore());
        bind(RosterCache.class).toInstance(new RosterCache());
        bind(RosterPushes.class);
        bind(Rosters.class);
        Multibinder.newSetBinder(binder(), ContactListener.class);
        bind(ContactRemoval.class);
        bind(RosterHandler.class);
        bind(ResumedRoster.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(ResumedRoster.class);
        bind(Subscriptions.class).to(RosterSubscriptions.class).in(Singleton.class);
        bind(DeletedAccounts.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(DeletedAccounts.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(RosterHandler.class);
        Multibinder<StreamFeature> features = Multibinder.newSetBinder(binder(), StreamFeature.class);
        features.addBinding().toInstance(new RosterVersioning());
        features.addBinding().toInstance(new PreApproval());
    }
}
