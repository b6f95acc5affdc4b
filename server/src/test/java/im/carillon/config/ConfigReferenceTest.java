package im.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    /** With {@code -Dcarillon.docs.write=true} the page is written instead. */
    @Test
    void theManualIsWhatTheDeclarationsSay() throws Exception {
        if (Boolean.getBoolean("carillon.docs.write")) {
            Files.writeString(PAGE, ConfigReference.markdown());
        }

        assertThat(PAGE)
                .as("run: mvn -pl server test -Dtest=ConfigReferenceTest -Dcarillon.docs.write=true")
                .hasContent(ConfigReference.markdown());
    }
}
