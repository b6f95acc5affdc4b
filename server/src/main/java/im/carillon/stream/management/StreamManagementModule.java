package im.carillon.stream.management;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.stream.StreamFeature;
import im.carillon.stream.sasl2.BindFeature;
import im.carillon.stream.sasl2.InlineFeature;

/** Binds stream management as a feature of its own, and inside SASL2 and Bind 2. */
public final class StreamManagementModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Enabling.class);
        bind(Resuming.class);
        bind(StreamManagement.class);
        bind(InlineResumption.class);
        bind(InlineEnabling.class);
        Multibinder.newSetBinder(binder(), StreamFeature.class).addBinding().to(StreamManagement.class);
        Multibinder.newSetBinder(binder(), InlineFeature.class).addBinding().to(InlineResumption.class);
        Multibinder.newSetBinder(binder(), BindFeature.class).addBinding().to(InlineEnabling.class);
    }
}
