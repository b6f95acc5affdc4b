package im.carillon.version;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import im.carillon.lifecycle.ServerVersion;
import im.carillon.spi.IqHandler;
import java.util.Optional;

/** Binds the answer to questions about the server's software. */
public final class VersionModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(VersionHandler.class);
        Multibinder.newSetBinder(binder(), IqHandler.class).addBinding().to(VersionHandler.class);
    }

    /** The operating system helps attackers more than anybody else (XEP-0092 §5), so it is not told. */
    @Provides
    SoftwareVersion softwareVersion(ServerVersion version) {
        return new SoftwareVersion("Carillon", version.value(), Optional.empty());
    }
}
