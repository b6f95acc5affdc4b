package im.carillon.command;

import im.carillon.config.ConfigException;
import im.carillon.config.LoadedConfig;

/** The configuration that the commands talk about. */
public interface CurrentConfig {

    /** The one in use. */
    LoadedConfig current();

    /** What the files say now. */
    LoadedConfig read() throws ConfigException;
}
