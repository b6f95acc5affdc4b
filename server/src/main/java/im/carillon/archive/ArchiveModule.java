package im.carillon.archive;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.archive.retention.RetentionModule;
import im.carillon.archive.search.TextIndexer;
import im.carillon.archive.search.TextSearch;
import im.carillon.routing.ArchivePreferences;
import im.carillon.spi.BackgroundWork;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.stream.sasl2.BoundMetadata;

/** Binds the archives. */
public final class ArchiveModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ArchiveQueries.class);
        bind(TextIndexer.class);
        bind(TextSearch.class);
        install(new RetentionModule());
        bind(AccountArchive.class);
        bind(PreferenceStore.class);
        bind(AccountPreferences.class);
        bind(PreferenceHandler.class);
        bind(ArchivePreferences.class).to(AccountPreferences.class);
        Multibinder<IqHandler> handlers = Multibinder.newSetBinder(binder(), IqHandler.class);
        handlers.addBinding().to(AccountArchive.class);
        handlers.addBinding().to(PreferenceHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(AccountArchive.class);
        bind(BoundArchive.class);
        Multibinder.newSetBinder(binder(), BoundMetadata.class).addBinding().to(BoundArchive.class);
        Multibinder.newSetBinder(binder(), BackgroundWork.class).addBinding().to(TextIndexer.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(AccountPreferences.class);
    }
}
