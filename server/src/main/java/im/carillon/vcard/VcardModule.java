package im.carillon.vcard;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqHandler;
import im.carillon.storage.StoredXml;

/** Binds vCards. */
public final class VcardModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(StoredXml.class);
        bind(VcardStore.class);
        bind(VcardHandler.class);
        Multibinder.newSetBinder(binder(), VcardExtension.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(VcardHandler.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(VcardHandler.class);
    }
}
