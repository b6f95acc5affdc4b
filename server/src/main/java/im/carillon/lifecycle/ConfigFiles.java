package im.carillon.lifecycle;

import im.carillon.command.CurrentConfig;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.config.LoadedConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The configuration that runs, and the way to read the files again. */
@Singleton
final class ConfigFiles implements CurrentConfig {

    private volatile LoadedConfig current;

    @Inject
    ConfigFiles(LoadedConfig loaded) {
        current = loaded;
    }

    @Override
    public LoadedConfig current() {
        return current;
    }

    @Override
    public LoadedConfig read() throws ConfigException {
        return new ConfigLoader()
                .load(current.file(), Optional.of(current.config().data()));
    }

    void replace(LoadedConfig loaded) {
        current = loaded;
    }
}
