package im.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/compliance.md} says what the code says. */
class ComplianceTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| ([0-9, ]+) \\| [^|]+ \\| ([0-9.]*) ?\\|.*");
    private static final Pattern NUMBER = Pattern.compile("XEP-([0-9]{4})");
    private static final Pattern VERSION = Pattern.compile("XEP-([0-9]{4})[\\s*]+([0-9]+\\.[0-9]+(?:\\.[0-9]+)?)");

    private static Map<String, String> table() throws IOException {
        Map<String, String> versions = new TreeMap<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/compliance.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Stream.of(row.group(1).split(", ")).forEach(number -> versions.put(number.strip(), row.group(2)));
            }
        }
        return versions;
    }

    private static List<String> sources(String suffix) throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("server", "bosh-connector")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(suffix))
                        .map(ComplianceTest::read)
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTheCodeCitesIsInTheTable() throws IOException {
        assertThat(sources(".java").stream()
                        .flatMap(source -> NUMBER.matcher(source).results())
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .isSubsetOf(table().keySet());
    }

    @Test
    void versionsAreThoseThePackagesImplement() throws IOException {
        Map<String, String> table = table();
        Map<String, String> stated = new TreeMap<>();
        for (String source : sources("package-info.java")) {
            VERSION.matcher(source).results().forEach(match -> stated.put(match.group(1), match.group(2)));
        }
        assertThat(stated)
                .isNotEmpty()
                .allSatisfy((number, version) ->
                        assertThat(table).as("XEP-" + number).containsEntry(number, version));
    }
}
