package im.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration that ships teaches what is true. */
class DefaultConfigTest {

    private static final Path SHIPPED = Path.of("..", "conf", "carillon.toml");

    private static final Pattern HEADER = Pattern.compile("(?:# )?\\[\\[?([a-z_]+)(?:\\.[a-z]+)?]]?");
    private static final Pattern KEY = Pattern.compile("(?:# )?([a-z0-9_]+) = .*");

    /** What is shown and has no default. */
    private static final Set<String> EXAMPLES = Set.of(
            "abuse",
            "admin",
            "public_url",
            "redirect",
            "web_client_folder",
            "url",
            "host_quota",
            "host = ",
            "advertised_port",
            "secret_file");

    @Test
    void itLoads() throws Exception {
        LoadedConfig loaded = new ConfigLoader().load(SHIPPED, Optional.empty());

        assertThat(loaded.config().hosts()).extracting(HostConfig::name).containsExactly("localhost");
    }

    @Test
    void itNamesEveryKeyAndNoOther() throws Exception {
        Set<String> named = new HashSet<>(Set.of("host.contacts"));
        String table = "";
        for (String line : Files.readAllLines(SHIPPED)) {
            Matcher header = HEADER.matcher(line);
            Matcher key = KEY.matcher(line);
            if (header.matches()) {
                table = header.group(1) + ".";
            } else if (key.matches() && !isContact(key.group(1))) {
                named.add((table.equals(".") ? "" : table) + key.group(1).replace("_file", ""));
            }
        }

        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        ConfigSchema.keys().map(ConfigKey::path).toList());
    }

    @Test
    void theDefaultsItShowsAreTheDefaults(@TempDir Path directory) throws Exception {
        List<String> lines = Files.readAllLines(SHIPPED);
        int postgresql = lines.indexOf("# type = \"postgresql\"");
        int services = lines.indexOf("# [[external_service]]");
        int afterServices = lines.indexOf("[rooms]");
        List<String> uncommented = IntStream.range(0, lines.size())
                .mapToObj(i -> i >= postgresql && i < postgresql + 5 || i >= services && i < afterServices
                        ? lines.get(i)
                        : lines.get(i).replaceFirst("^# (?=\\[\\[|[a-z_]+ = )", ""))
                .filter(line -> EXAMPLES.stream().noneMatch(line::startsWith))
                .toList();
        LoadedConfig shipped = new ConfigLoader().load(SHIPPED, Optional.of(directory));
        Path file = Files.write(directory.resolve("carillon.toml"), uncommented);

        CarillonConfig written =
                new ConfigLoader().load(file, Optional.of(directory)).config();

        CarillonConfig defaults = shipped.config();
        assertThat(written.hosts()).isEqualTo(defaults.hosts());
        assertThat(written.listeners()).isEqualTo(defaults.listeners());
        assertThat(written.http()).isEqualTo(defaults.http());
        assertThat(written.upload()).isEqualTo(defaults.upload());
        assertThat(written.tls().protocols()).isEqualTo(defaults.tls().protocols());
        assertThat(written.tls().required()).isEqualTo(defaults.tls().required());
        assertThat(written.authentication()).isEqualTo(defaults.authentication());
        assertThat(written.limits()).isEqualTo(defaults.limits());
        assertThat(written.rates()).isEqualTo(defaults.rates());
        assertThat(written.proxy()).isEqualTo(defaults.proxy());
        assertThat(written.session()).isEqualTo(defaults.session());
        assertThat(written.storage()).isEqualTo(defaults.storage());
        assertThat(written.archive()).isEqualTo(defaults.archive());
        assertThat(written.control()).isEqualTo(defaults.control());
    }

    private static boolean isContact(String key) {
        return ContactKinds.ALL.contains(key);
    }
}
