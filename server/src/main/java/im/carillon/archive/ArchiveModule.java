package im.carillon.archive;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;

/** Binds the archives. */
public final class ArchiveModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ArchiveQueries.class);
        bind(AccountArchive.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(AccountArchive.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(AccountArchive.class);
    }
}
