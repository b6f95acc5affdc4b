package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.SmallFileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that is full, a folder that cannot be written to: units are refused, and when the cause is
 * gone the server goes on by itself.
 */
class SmallDiskTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"full", "holes", "read-only"})
    void unitsAreRefusedAndItGoesOnByItself(String scenario) throws Exception {
        SmallFileSystem.Result result = new SmallFileSystem(folder, 72)
                .run(SmallDisk.class, "--enable-native-access=ALL-UNNAMED", scenario, folder.toString());
        assertThat(result.output()).contains("went on, ");
        assertThat(result.status()).isZero();
    }
}
