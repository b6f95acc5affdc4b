package im.carillon.pubsub.store;

import com.google.inject.AbstractModule;
import im.carillon.storage.StoredXml;
import im.carillon.timeline.NodeItems;

/** Binds where nodes are kept. */
public final class StoreModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StoredXml.class);
        bind(NodeItems.class);
        bind(NodeStore.class);
        bind(Nodes.class);
        bind(ItemWriter.class);
    }
}
