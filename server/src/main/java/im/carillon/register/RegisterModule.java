package im.carillon.register;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.IqHandler;
import im.carillon.stream.StreamFeature;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Binds registration. */
public final class RegisterModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(RegisterFeature.class);
        bind(RegisterHandler.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(RegisterFeature.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(RegisterHandler.class);
    }

    @Provides
    @Singleton
    RegistrationThrottle throttle(InstantSource clock) {
        return new RegistrationThrottle(RegistrationThrottle.Limits.standard(), clock);
    }
}
