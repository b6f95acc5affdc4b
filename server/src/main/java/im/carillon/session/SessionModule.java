package im.carillon.session;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;

/** Binds what keeps sessions alive beyond their connections; it asks for a {@link SessionEnd}. */
public final class SessionModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SessionChanges.class).toInstance(new SessionChanges());
        bind(SessionRecords.class);
        bind(LateAnswers.class);
        bind(ManagedSessions.class);
        Multibinder.newSetBinder(binder(), Redelivery.class);
    }
}
