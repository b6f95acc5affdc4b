package im.carillon.avatar;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.routing.PresenceAddition;
import im.carillon.spi.DiscoContributor;
import im.carillon.vcard.VcardExtension;
import jakarta.inject.Singleton;

/** Binds avatars. */
public final class AvatarModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Avatars.class);
        bind(VcardPhoto.class).in(Singleton.class);
        bind(PhotoHash.class);
        Multibinder.newSetBinder(binder(), VcardExtension.class).addBinding().to(VcardPhoto.class);
        Multibinder.newSetBinder(binder(), DiscoContributor.class).addBinding().to(VcardPhoto.class);
        Multibinder.newSetBinder(binder(), PresenceAddition.class).addBinding().to(PhotoHash.class);
    }
}
