package im.carillon.pubsub.store;

import com.google.inject.AbstractModule;
import im.carillon.storage.ChangeKind;
import im.carillon.storage.StoredXml;

/** Binds where nodes are kept. */
public final class StoreModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StoredXml.class);
        bind(NodeStore.class);
        bind(Nodes.class);
        bind(ItemWriter.class);
        ChangeKind.binder(binder()).addBinding().toInstance(NodeRows.KIND);
    }
}
