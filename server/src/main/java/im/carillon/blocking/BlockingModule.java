package im.carillon.blocking;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.account.AccountListener;
import im.carillon.session.SessionListener;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.spi.StanzaFilter;

/** Binds the blocking command. */
public final class BlockingModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(OutboundBlock.class);
        bind(InboundBlock.class);
        bind(BlockListStore.class);
        bind(BlockLists.class);
        bind(ListWatchers.class);
        bind(BlockingHandler.class);
        bind(AbuseReports.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(BlockingHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(BlockingHandler.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(ListWatchers.class);
        Multibinder.newSetBinder(binder(), AccountListener.class).addBinding().to(BlockLists.class);
        Multibinder<StanzaFilter> filters = Multibinder.newSetBinder(binder(), StanzaFilter.class);
        filters.addBinding().to(OutboundBlock.class);
        filters.addBinding().to(InboundBlock.class);
    }
}
