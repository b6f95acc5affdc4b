package im.carillon.archive.retention;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.command.CommandSource;
import im.carillon.spi.BackgroundWork;

/** Binds what removes messages. */
public final class RetentionModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(RetentionStore.class);
        bind(Purge.class);
        bind(PurgeSchedule.class);
        bind(ArchiveCommands.class);
        Multibinder.newSetBinder(binder(), BackgroundWork.class).addBinding().to(PurgeSchedule.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(PurgeSchedule.class);
        CommandSource.binder(binder()).addBinding().to(ArchiveCommands.class);
    }
}
