package im.carillon.stream.sasl2;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.config.AuthenticationConfig;
import im.carillon.sasl.FastLifetimes;
import im.carillon.sasl.FastTokens;
import im.carillon.session.SessionListener;
import im.carillon.stream.StreamFeature;
import jakarta.inject.Singleton;

/** Binds SASL2 and what is negotiated with it; it asks for a store of tokens. */
public final class Sasl2Module extends AbstractModule {

    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), BindFeature.class);
        Multibinder.newSetBinder(binder(), BoundMetadata.class);
        Multibinder.newSetBinder(binder(), InlineFeature.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(Sasl2.class);
        Multibinder.newSetBinder(binder(), SessionListener.class).addBinding().to(ClientSessions.class);
        bind(Sasl2.class);
        bind(Fast.class);
        bind(Bind2.class);
        bind(Resources.class);
        bind(ClientSessions.class);
        bind(FastTokens.class);
    }

    @Provides
    @Singleton
    FastLifetimes lifetimes(AuthenticationConfig config) {
        return FastLifetimes.of(config.fastTokenLifetime());
    }
}
