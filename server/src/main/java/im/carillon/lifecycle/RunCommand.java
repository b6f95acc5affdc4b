package im.carillon.lifecycle;

import com.google.inject.CreationException;
import com.google.inject.Module;
import com.google.inject.spi.Message;
import im.carillon.account.AccountDirectory;
import im.carillon.command.control.ControlServer;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.config.LoadedConfig;
import im.carillon.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code carillon run}: the server in the foreground, until SIGTERM or {@code carillonctl stop}. */
public final class RunCommand {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int CONFIGURATION_ERROR = 78; // EX_CONFIG of sysexits.h
    private static final int UNAVAILABLE = 69; // EX_UNAVAILABLE

    private final Function<LoadedConfig, List<Module>> modules;
    private final PrintStream out;
    private final PrintStream err;

    public RunCommand(Function<LoadedConfig, List<Module>> modules, PrintStream out, PrintStream err) {
        this.modules = modules;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until the server has stopped.
     *
     * @param firstRun whether to make the administrators' accounts and to explain what to do next
     * @return the exit code
     */
    public int run(Path file, Optional<Path> data, boolean firstRun) throws InterruptedException {
        LoadedConfig loaded;
        try {
            loaded = new ConfigLoader().load(file, data);
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            err.println(e.problems().size() + " problems in the configuration, nothing was started");
            return CONFIGURATION_ERROR;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (CarillonServer server = new CarillonServer(loaded.config(), modules.apply(loaded));
                ControlServer control = server.get(ControlServer.class)) {
            RunningServer running = server.get(RunningServer.class);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(running, stopped), "signal"));
            server.start();
            control.start();
            running.listeners(describe(server));
            LOG.info("ready after {} ms: {}", uptimeMillis(), String.join(", ", describe(server)));
            if (firstRun) {
                explain(server, loaded);
            }
            running.awaitStop();
            LOG.info("stopping");
        } catch (IOException e) {
            err.println(e.getMessage());
            return UNAVAILABLE;
        } catch (CreationException e) {
            err.println(storageProblem(e).orElseThrow(() -> e).getMessage());
            return UNAVAILABLE;
        } finally {
            stopped.countDown();
        }
        LOG.info("stopped, everything is stored");
        return 0;
    }

    /** What the administrator can do something about, if that is why the server could not be put together. */
    private static Optional<StorageException> storageProblem(CreationException e) {
        return e.getErrorMessages().stream()
                .map(Message::getCause)
                .filter(StorageException.class::isInstance)
                .map(StorageException.class::cast)
                .findFirst();
    }

    private static void stopAndWait(RunningServer running, CountDownLatch stopped) {
        running.stop();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long uptimeMillis() {
        return System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    private static List<String> describe(CarillonServer server) {
        List<String> lines = new ArrayList<>();
        for (InetSocketAddress address : server.addresses(false)) {
            lines.add("xmpp-client " + text(address) + " (STARTTLS)");
        }
        for (InetSocketAddress address : server.addresses(true)) {
            lines.add("xmpps-client " + text(address) + " (direct TLS)");
        }
        return lines;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private void explain(CarillonServer server, LoadedConfig loaded) {
        List<FirstRun.Made> made = new FirstRun(server.get(AccountDirectory.class))
                .createAdministrators(loaded.config().hosts());
        out.println();
        describe(server).forEach(line -> out.println("  listening    " + line));
        for (FirstRun.Made admin : made) {
            out.println("  new account  " + admin.account() + " with the password " + admin.password()
                    + "   (shown only now)");
        }
        server.localTrust().ifPresent(trust -> out.println("  trust        " + trust.hint()));
        out.println("  next         carillonctl --socket "
                + loaded.config().control().socket() + " user add you@"
                + loaded.config().hosts().getFirst().name() + ", then log in with any XMPP client");
        out.println();
        out.flush();
    }
}
