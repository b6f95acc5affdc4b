package im.carillon.command;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import im.carillon.command.control.ControlServer;

/**
 * The registry, the control channel and the commands of the server itself. It asks for a {@link
 * ServerControl}, a {@link CurrentConfig}, the control configuration and a clock.
 */
public final class CommandModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(CommandRegistry.class).in(Singleton.class);
        bind(ControlServer.class).in(Singleton.class);
        Multibinder<CommandSource> commands = CommandSource.binder(binder());
        commands.addBinding().to(ServerCommands.class);
        commands.addBinding().to(ConfigCommands.class);
        commands.addBinding().to(CheckCommand.class);
        bind(ServerCommands.class);
        bind(ConfigCommands.class);
        bind(CheckCommand.class);
        ReloadListener.binder(binder());
        Multibinder<Check> checks = Check.binder(binder());
        checks.addBinding().to(SafetyCheck.class);
        checks.addBinding().to(CertificatesCheck.class);
        checks.addBinding().toInstance(PortsCheck.whileRunning());
        bind(SafetyCheck.class);
        bind(CertificatesCheck.class);
    }
}
