package im.carillon.ctl;

import im.carillon.command.CommandException;
import im.carillon.command.CurrentConfig;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.config.LoadedConfig;
import java.nio.file.Path;
import java.util.Optional;

/** The configuration as the files say, for commands that run without the server. */
record FileConfig(Path file, Optional<Path> data) implements CurrentConfig {

    @Override
    public LoadedConfig current() {
        try {
            return read();
        } catch (ConfigException e) {
            throw CommandException.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public LoadedConfig read() throws ConfigException {
        return new ConfigLoader().load(file, data);
    }
}
