package im.carillon.sessions;

import com.google.inject.AbstractModule;
import im.carillon.command.CommandSource;

/** Binds the commands for sessions. */
public final class SessionsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SessionCommands.class);
        CommandSource.binder(binder()).addBinding().to(SessionCommands.class);
    }
}
