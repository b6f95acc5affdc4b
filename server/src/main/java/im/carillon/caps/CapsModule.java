package im.carillon.caps;

import com.google.inject.AbstractModule;

/** Binds what is known of clients. */
public final class CapsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ClientFeatures.class);
    }
}
