package im.carillon.lifecycle;

import com.google.inject.AbstractModule;
import im.carillon.command.CurrentConfig;
import im.carillon.command.ServerControl;
import im.carillon.config.ControlConfig;
import im.carillon.config.LoadedConfig;

/** Binds what administrators see and do of the server as a whole. */
public final class LifecycleModule extends AbstractModule {

    private final LoadedConfig loaded;

    public LifecycleModule(LoadedConfig loaded) {
        this.loaded = loaded;
    }

    @Override
    protected void configure() {
        bind(ControlConfig.class).toInstance(loaded.config().control());
        bind(LoadedConfig.class).toInstance(loaded);
        bind(ServerVersion.class).toInstance(ServerVersion.ofThisBuild());
        bind(ConfigFiles.class);
        bind(CurrentConfig.class).to(ConfigFiles.class);
        bind(RunningServer.class);
        bind(ServerControl.class).to(RunningServer.class);
    }
}
