package im.carillon.session;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.storage.ChangeKind;

/** Binds what keeps sessions alive beyond their connections; it asks for a {@link SessionEnd}. */
public final class SessionModule extends AbstractModule {

    @Override
    protected void configure() {
        SessionChanges changes = new SessionChanges();
        bind(SessionChanges.class).toInstance(changes);
        ChangeKind.binder(binder()).addBinding().toInstance(changes);
        bind(SessionRecords.class);
        bind(LateAnswers.class);
        bind(ManagedSessions.class);
        Multibinder.newSetBinder(binder(), Redelivery.class);
    }
}
