package im.carillon.privatexml;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.storage.StoredXml;

/** Binds private XML storage. */
public final class PrivateXmlModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StoredXml.class);
        bind(PrivateXmlStore.class);
        bind(PrivateXmlHandler.class);
        Multibinder.newSetBinder(binder(), PrivateXmlView.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(PrivateXmlHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(PrivateXmlHandler.class);
    }
}
