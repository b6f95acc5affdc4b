package im.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.config.SessionConfig.ConflictPolicy;
import im.carillon.jid.BareJid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

    @TempDir
    Path directory;

    @Test
    void aNamedHostIsEnough() throws Exception {
        CarillonConfig config = load("""
                [[host]]
                name = "example.org"
                """).config();

        assertThat(config.data()).isEqualTo(Path.of("/var/lib/carillon"));
        assertThat(config.hosts())
                .containsExactly(new HostConfig(
                        "example.org",
                        false,
                        false,
                        Set.of(),
                        Map.of(),
                        config.archive().rules()));
        assertThat(config.listeners())
                .containsExactly(new ListenerConfig("::", 5222, false), new ListenerConfig("::", 5223, true));
        assertThat(config.tls())
                .isEqualTo(new TlsConfig(directory.resolve("certs"), List.of("TLSv1.3", "TLSv1.2"), true));
        assertThat(config.authentication().deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.authentication().fastTokenLifetime()).isEqualTo(Duration.ofDays(21));
        assertThat(config.authentication().scramIterations()).isEqualTo(10_000);
        assertThat(config.authentication().mechanisms())
                .startsWith("SCRAM-SHA-512-PLUS")
                .endsWith("PLAIN");
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(262_144, 10_240, 64, 64, 256, 524_288, 4_194_304, 67_108_864, 200, 1_000));
        assertThat(config.session())
                .isEqualTo(new SessionConfig(
                        ConflictPolicy.REPLACE,
                        100,
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10),
                        10_000));
        assertThat(config.storage()).isEqualTo(new StorageConfig.Sqlite(Path.of("/var/lib/carillon/carillon.db")));
        assertThat(config.archive().enabled()).isTrue();
        assertThat(config.control().socket()).isEqualTo(Path.of("/var/lib/carillon/control.sock"));
    }

    @Test
    void everyKindOfValueIsRead() throws Exception {
        CarillonConfig config = load("""
                data = "state"
                [[host]]
                name = "Example.ORG"
                admins = ["anna@example.org"]
                [host.contacts]
                abuse = ["mailto:abuse@example.org"]
                [[listener]]
                address = "127.0.0.1"
                port = 0
                tls = "direct"
                [tls]
                certificates = "/etc/ssl/xmpp"
                [limits]
                stanza_size = "1 MiB"
                inbox_size = "2MiB"
                [session]
                conflict = "reject"
                keepalive = "90 s"
                [authentication]
                fast_token_lifetime = "1 day"
                [control]
                socket = "/run/carillon/control.sock"
                """).config();

        assertThat(config.data()).isEqualTo(directory.resolve("state"));
        HostConfig host = config.hosts().getFirst();
        assertThat(host.name()).isEqualTo("example.org");
        assertThat(host.admins()).containsExactly(BareJid.of("anna@example.org"));
        assertThat(host.contacts()).containsExactly(Map.entry("abuse", List.of("mailto:abuse@example.org")));
        assertThat(config.listeners()).containsExactly(new ListenerConfig("127.0.0.1", 0, true));
        assertThat(config.tls().certificates()).isEqualTo(Path.of("/etc/ssl/xmpp"));
        assertThat(config.limits().stanzaBytes()).isEqualTo(1_048_576);
        assertThat(config.session().conflict()).isEqualTo(ConflictPolicy.REJECT);
        assertThat(config.session().keepalive()).isEqualTo(Duration.ofSeconds(90));
        assertThat(config.authentication().fastTokenLifetime()).isEqualTo(Duration.ofDays(1));
        assertThat(config.storage()).isEqualTo(new StorageConfig.Sqlite(directory.resolve("state/carillon.db")));
        assertThat(config.control().socket()).isEqualTo(Path.of("/run/carillon/control.sock"));
    }

    @Test
    void theCommandLineOverridesTheDataDirectory() throws Exception {
        Path file = write("carillon.toml", """
                data = "/nowhere"
                [[host]]
                name = "example.org"
                """);

        LoadedConfig loaded = new ConfigLoader().load(file, Optional.of(directory.resolve("here")));

        assertThat(loaded.config().data()).isEqualTo(directory.resolve("here"));
        assertThat(loaded.config().storage())
                .isEqualTo(new StorageConfig.Sqlite(directory.resolve("here/carillon.db")));
        assertThat(loaded.values(ConfigSchema.DATA)).singleElement().satisfies(value -> {
            assertThat(value.value()).contains("\"" + directory.resolve("here") + "\"");
            assertThat(value.source()).hasToString("Optional[--data]");
        });
    }

    @Test
    void filesInConfDAddHostsAndKeys() throws Exception {
        write("conf.d/b.toml", """
                [[host]]
                name = "b.example"
                [limits]
                depth = 32
                """);
        write("conf.d/a.toml", """
                [[host]]
                name = "a.example"
                """);
        write("conf.d/ignored.toml.bak", "nonsense");

        LoadedConfig loaded = load("""
                [[host]]
                name = "main.example"
                [limits]
                attributes = 16
                """);

        assertThat(loaded.config().hosts())
                .extracting(HostConfig::name)
                .containsExactly("main.example", "a.example", "b.example");
        assertThat(loaded.config().limits().depth()).isEqualTo(32);
        assertThat(loaded.config().limits().attributes()).isEqualTo(16);
        assertThat(loaded.files()).hasSize(3);
        assertThat(loaded.values(ConfigSchema.LIMITS_DEPTH).getFirst().source())
                .contains(new ConfigSource(directory.resolve("conf.d/b.toml"), 4, 1));
    }

    @Test
    void postgresqlTakesItsPasswordFromAFileOrTheEnvironment() throws Exception {
        write("secret", "from the file\n");
        String head = """
                [[host]]
                name = "example.org"
                [storage]
                type = "postgresql"
                url = "jdbc:postgresql://localhost/carillon"
                user = "carillon"
                """;
        LoadedConfig fromFile = load(head + "password_file = \"secret\"\n");
        LoadedConfig fromEnvironment = load(head + "password = \"${env:DB_PASSWORD}\"\n");

        assertThat(fromFile.config().storage())
                .isEqualTo(new StorageConfig.Postgresql(
                        "jdbc:postgresql://localhost/carillon", "carillon", "from the file", 10));
        assertThat(fromEnvironment.config().storage())
                .isEqualTo(new StorageConfig.Postgresql(
                        "jdbc:postgresql://localhost/carillon", "carillon", "from $the environment", 10));
        assertThat(fromFile.values(ConfigSchema.STORAGE_PASSWORD).getFirst().value())
                .contains("(hidden)");
    }

    @Test
    void changesAreNamedByTheirKeys() throws Exception {
        String head = """
                [[host]]
                name = "example.org"
                """;
        String storage = """
                [storage]
                type = "postgresql"
                url = "jdbc:postgresql://localhost/carillon"
                user = "carillon"
                password = "%s"
                """;
        LoadedConfig before = load(head);

        assertThat(load(head + "[limits]\ndepth = 64\n").changedFrom(before)).isEmpty();
        assertThat(load(head + "[limits]\ndepth = 32\n[archive]\nenabled = false\n")
                        .changedFrom(before))
                .containsExactly("archive.enabled", "limits.depth");
        assertThat(before.changedFrom(load(head + "[[listener]]\nport = 1\n")))
                .containsExactly("listener.address", "listener.port", "listener.tls");
        assertThat(load(head + storage.formatted("new")).changedFrom(load(head + storage.formatted("old"))))
                .containsExactly("storage.password");
    }

    private LoadedConfig load(String text) throws Exception {
        Map<String, String> variables = Map.of("DB_PASSWORD", "from $the environment");
        return new ConfigLoader(name -> Optional.ofNullable(variables.get(name)))
                .load(write("carillon.toml", text), Optional.empty());
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
