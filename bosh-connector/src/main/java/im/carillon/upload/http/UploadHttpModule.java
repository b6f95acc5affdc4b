package im.carillon.upload.http;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import im.carillon.http.HttpService;
import im.carillon.upload.UploadAddresses;
import im.carillon.upload.UploadModule;

/** Binds uploads with what they need of HTTP. */
public final class UploadHttpModule extends AbstractModule {

    @Override
    protected void configure() {
        install(new UploadModule());
        bind(ListenerAddresses.class);
        bind(UploadAddresses.class).to(ListenerAddresses.class);
        bind(FileThreads.class);
        bind(Receiver.class);
        bind(Transmissions.class);
        bind(Sender.class);
        bind(UploadHttpService.class);
        Multibinder.newSetBinder(binder(), HttpService.class).addBinding().to(UploadHttpService.class);
    }
}
