package im.carillon.presence;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.routing.AccountPresence;
import im.carillon.routing.PresenceControl;
import im.carillon.session.PresenceListener;
import im.carillon.session.SessionListener;

/** Presence and its subscriptions; needs the rosters. */
public final class PresenceModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Visible.class);
        bind(CurrentPresence.class);
        bind(Arrival.class);
        bind(Broadcasts.class);
        bind(OutboundSubscriptions.class);
        bind(InboundSubscriptions.class);
        bind(Probes.class);
        bind(SessionEnds.class);
        bind(ResumedPresence.class);
        bind(PresenceHandling.class);
        bind(AccountPresence.class).to(PresenceHandling.class);
        bind(PresenceControl.class).to(CurrentPresence.class);
        Multibinder<SessionListener> listeners = Multibinder.newSetBinder(binder(), SessionListener.class);
        listeners.addBinding().to(SessionEnds.class);
        listeners.addBinding().to(ResumedPresence.class);
        Multibinder.newSetBinder(binder(), PresenceListener.class);
    }
}
