package im.carillon.integration.crash;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.integration.Image;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise: an acknowledged message is a stored message, whatever happens to the process. */
final class CrashTest {

    private static final int CRASHES = 20;

    @Test
    void nothingThatWasAcknowledgedIsLostAndNothingComesTwice(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();

        CrashRun.Result result = new CrashRun(Image.ofBuild(), folder, seed, line -> {}).run(CRASHES);

        assertThat(result.problems()).as("seed %d: %s", seed, result).isEmpty();
        assertThat(result.refused()).as("sessions that could not be resumed").isZero();
        System.out.println(result);
    }
}
