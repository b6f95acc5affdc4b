package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.SmallFileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full in the middle of an upload. */
class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    void theUploadIsRefusedAndTheNextOneWorks() throws Exception {
        SmallFileSystem.Result result = new SmallFileSystem(folder, 8)
                .run(
                        FullDisk.class,
                        "--enable-native-access=ALL-UNNAMED -Dguice_custom_class_loading=CHILD",
                        folder.toString());
        assertThat(result.output()).contains("refused with 507, then stored with 201");
        assertThat(result.status()).isZero();
    }
}
