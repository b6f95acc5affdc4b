package im.carillon.integration.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplanationsTest {

    @TempDir
    Path folder;

    @Test
    void aRowExplainsOneTestOrAWholeClass() throws IOException {
        Explanations explanations = Explanations.read(Files.writeString(folder.resolve("interop.md"), """
                # Title

                | test | reason |
                |---|---|
                | `PingTest.far` | There is no far. |
                | `MoodTest` | No moods yet. |
                | not a test | something else |
                """));

        assertThat(explanations.of(new TestName("PingTest", "far"))).contains("There is no far.");
        assertThat(explanations.of(new TestName("PingTest", "near"))).isEmpty();
        assertThat(explanations.of(new TestName("MoodTest", "any"))).contains("No moods yet.");
    }

    @Test
    void aRowWithoutAReasonExplainsNothing() throws IOException {
        Path document = Files.writeString(folder.resolve("interop.md"), "| `PingTest.far` | |\n");

        assertThat(Explanations.read(document).of(new TestName("PingTest", "far")))
                .isEmpty();
    }
}
