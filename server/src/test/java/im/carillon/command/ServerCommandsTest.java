package im.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.config.ConfigProblem;
import im.carillon.config.ControlConfig;
import im.carillon.config.LoadedConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the server itself, wired as the server wires them. */
class ServerCommandsTest {

    @TempDir
    Path directory;

    private ReloadResult reload = new ReloadResult.Applied(List.of(), List.of());
    private boolean stopped;

    @BeforeEach
    void configure() throws IOException {
        write("""
                [[host]]
                name = "localhost"
                [[listener]]
                port = 0
                """);
    }

    @Test
    void statusTellsWhatRuns() {
        CommandResult status = run("status");

        assertThat(status.toDatum())
                .isEqualTo(Datum.of(ordered(
                        "version",
                        "1.2",
                        "pid",
                        42,
                        "uptime",
                        "2 days 03:04:05",
                        "uptime_seconds",
                        183_845,
                        "sessions",
                        3,
                        "hosts",
                        List.of("localhost"),
                        "listeners",
                        List.of("[::]:5222 starttls"))));
    }

    @Test
    void stopAnswersAndStops() {
        assertThat(run("stop").message()).contains("The server is stopping.");
        assertThat(stopped).isTrue();
    }

    @Test
    void reloadTellsWhatChanged() {
        reload = new ReloadResult.Applied(List.of("limits.depth"), List.of("storage.type"));

        CommandResult result = run("reload");

        assertThat(result.message()).contains("The configuration is reloaded; some keys need a restart.");
        assertThat(result.data())
                .containsEntry("changed", Datum.of(List.of("limits.depth")))
                .containsEntry("need_restart", Datum.of(List.of("storage.type")));
    }

    @Test
    void aReloadWithProblemsKeepsTheRunningConfiguration() {
        reload = new ReloadResult.Kept(List.of(new ConfigProblem(Path.of("/c.toml"), 3, 1, "is wrong")));

        assertThatThrownBy(() -> run("reload"))
                .hasMessage("/c.toml:3:1: is wrong\n1 problem; the running configuration is kept.")
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.failure()).isEqualTo(Failure.REFUSED));
    }

    @Test
    void aKeyIsExplainedWithTheLineThatSetsIt() {
        CommandResult result = run("config explain", "key", "host.name");

        assertThat(result.data())
                .containsEntry("type", Datum.of("a domain"))
                .containsEntry("default", new Datum.None());
        assertThat(result.table().orElseThrow().rows())
                .containsExactly(List.of(
                        Datum.of("host[1].name"), Datum.of("\"localhost\""), Datum.of(directory + "/carillon.toml:2")));
        assertThatThrownBy(() -> run("config explain", "key", "depth"))
                .hasMessage("There is no key \"depth\". Did you mean \"limits.depth\"?");
    }

    @Test
    void everyKeyIsShown() {
        assertThat(run("config show").table().orElseThrow().rows())
                .contains(
                        List.of(Datum.of("limits.depth"), Datum.of("64"), Datum.of("default")),
                        List.of(Datum.of("data"), Datum.of("\"" + directory + "\""), Datum.of("--data")));
    }

    @Test
    void checkFindsWhatIsMissing() {
        CommandResult result = run("check");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(findings(result))
                .contains(
                        "ok configuration " + directory + "/carillon.toml has no problems",
                        "error certificates " + directory + "/certs: no certificate here names the host localhost; "
                                + "put one there as localhost.crt with localhost.key, or both in localhost.pem");
    }

    @Test
    void checkConnectsToTheListeners() throws IOException {
        try (ServerSocket open = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed.close();
            write("""
                    [[host]]
                    name = "example.org"
                    registration = true
                    [tls]
                    required = false
                    [[listener]]
                    address = "127.0.0.1"
                    port = %d
                    [[listener]]
                    address = "127.0.0.1"
                    port = %d
                    [http]
                    listen = []
                    """.formatted(open.getLocalPort(), closed.getLocalPort()));

            assertThat(findings(run("check")))
                    .contains(
                            "ok ports port " + open.getLocalPort() + " of 127.0.0.1 accepts connections",
                            "error ports port " + closed.getLocalPort()
                                    + " of 127.0.0.1 does not accept connections: Connection refused; "
                                    + "a listener that was added or changed needs a restart",
                            "warning configuration example.org names no abuse contact; "
                                    + "write abuse = [\"mailto:...\"] below [host.contacts]",
                            "warning configuration clients may log in without encryption; "
                                    + "set tls.required = true unless this is a test");
            assertThat(PortsCheck.beforeStart().run(load()))
                    .extracting(Finding::level)
                    .containsExactly(Finding.Level.ERROR, Finding.Level.OK);
        }
    }

    @Test
    void checkReportsProblemsOfTheConfiguration() throws IOException {
        write("[[host]]\n");

        CommandResult result = run("check");

        assertThat(findings(result))
                .containsExactly(
                        "error configuration " + directory
                                + "/carillon.toml:1:1: host.name is missing: expected a domain; correct this, then check again");
        assertThat(result.message()).contains("1 error, 0 warnings.");
    }

    private static List<String> findings(CommandResult result) {
        return result.table().orElseThrow().rows().stream()
                .map(row -> String.join(" ", row.stream().map(Datum::shown).toList()))
                .toList();
    }

    private CommandResult run(String words, String... arguments) {
        Map<String, String> named = arguments.length == 0 ? Map.of() : Map.of(arguments[0], arguments[1]);
        return registry()
                .run(new CommandRequest(
                        List.of(words.split(" ")),
                        named,
                        new BufferedReader(Reader.nullReader()),
                        new Caller("test", "test")));
    }

    private CommandRegistry registry() {
        Injector injector = Guice.createInjector(Stage.PRODUCTION, new CommandModule(), new AbstractModule() {
            @Override
            protected void configure() {
                binder().requireExplicitBindings();
                bind(ControlConfig.class).toInstance(new ControlConfig(directory.resolve("control.sock")));
                bind(InstantSource.class).toInstance(InstantSource.system());
                bind(ServerControl.class).toInstance(new Lifecycle());
                bind(CurrentConfig.class).toInstance(new WrittenConfig());
            }
        });
        return injector.getInstance(CommandRegistry.class);
    }

    private LoadedConfig load() {
        try {
            return new ConfigLoader().load(directory.resolve("carillon.toml"), Optional.of(directory));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String text) throws IOException {
        Files.writeString(directory.resolve("carillon.toml"), text);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private final class Lifecycle implements ServerControl {
        @Override
        public ServerStatus status() {
            Duration uptime = Duration.ofDays(2).plusHours(3).plusMinutes(4).plusSeconds(5);
            return new ServerStatus("1.2", 42, uptime, 3, List.of("localhost"), List.of("[::]:5222 starttls"));
        }

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public ReloadResult reload() {
            return reload;
        }
    }

    private final class WrittenConfig implements CurrentConfig {
        @Override
        public LoadedConfig current() {
            return load();
        }

        @Override
        public LoadedConfig read() throws ConfigException {
            return new ConfigLoader().load(directory.resolve("carillon.toml"), Optional.of(directory));
        }
    }
}
