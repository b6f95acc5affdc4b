package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.DatabaseTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {

    private static List<Integer> numbers(String database) throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(MigrationsTest.class.getResource("/db/" + database))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .sorted()
                    .toList();
        }
    }

    /** A database of the newest version is not looked at any further, so the number must be right. */
    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void theNewestIsTheNumberInTheCode(String database) throws Exception {
        assertThat(numbers(database)).last().isEqualTo(Migrations.NEWEST);
        assertThat(numbers(database)).isEqualTo(numbers("sqlite"));
    }

    @DatabaseTest
    void theMigrationsAreApplied(Database database) {
        String applied = database.read(handle -> handle.createQuery("SELECT max(version) FROM flyway_schema_history")
                .mapTo(String.class)
                .one());
        assertThat(applied).isEqualTo(String.valueOf(Migrations.NEWEST));
    }
}
