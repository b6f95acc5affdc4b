package im.carillon.bookmarks;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.privatexml.PrivateXmlView;
import im.carillon.pubsub.NodeListener;
import im.carillon.routing.NotificationChoices;
import im.carillon.spi.DiscoContributor;
import jakarta.inject.Singleton;

/** Binds bookmarks. */
public final class BookmarksModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Bookmarks.class);
        bind(BookmarkChoices.class);
        bind(NotificationChoices.class).to(BookmarkChoices.class);
        Multibinder.newSetBinder(binder(), NodeListener.class).addBinding().to(BookmarkChoices.class);
        bind(BookmarkViews.class).in(Singleton.class);
        Multibinder.newSetBinder(binder(), PrivateXmlView.class).addBinding().to(BookmarkViews.class);
        Multibinder.newSetBinder(binder(), NodeListener.class).addBinding().to(BookmarkViews.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(BookmarkViews.class);
    }
}
