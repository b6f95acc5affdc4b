package im.carillon.admin;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.adhoc.AdHocCommandSource;

/** Binds the commands for administrators. */
public final class AdminModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(AccountCommands.class);
        bind(SessionCommands.class);
        bind(ListCommands.class);
        bind(AdminCommands.class);
        Multibinder<AdHocCommandSource> sources = Multibinder.newSetBinder(binder(), AdHocCommandSource.class);
        sources.addBinding().to(AccountCommands.class);
        sources.addBinding().to(SessionCommands.class);
        sources.addBinding().to(ListCommands.class);
    }
}
