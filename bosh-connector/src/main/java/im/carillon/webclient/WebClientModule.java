package im.carillon.webclient;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.spi.HttpEndpoint;

/** Binds the web client. */
public final class WebClientModule extends AbstractModule {

    private final WebClientFolder folder;

    public WebClientModule(WebClientFolder folder) {
        this.folder = folder;
    }

    @Override
    protected void configure() {
        bind(WebClientFolder.class).toInstance(folder);
        bind(WebClientFiles.class);
        bind(WebClientEndpoint.class);
        Multibinder.newSetBinder(binder(), HttpEndpoint.class).addBinding().to(WebClientEndpoint.class);
    }
}
