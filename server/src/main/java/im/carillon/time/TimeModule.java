package im.carillon.time;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.IqHandler;

/** Binds the answer to questions about the server's time. */
public final class TimeModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(TimeHandler.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(TimeHandler.class);
    }
}
