package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that becomes full in the middle of an upload. Needs the right to mount a file system in a namespace of its
 * own, which root has, and others on most machines.
 */
class FullDiskTest {

    @TempDir
    Path folder;

    @Test
    void theUploadIsRefusedAndTheNextOneWorks() throws Exception {
        assumeTrue(run("true").status() == 0, "this machine lets nobody but root mount a file system");
        Result result = run("exec " + java() + ' ' + FullDisk.class.getName() + ' ' + folder);
        assertThat(result.output()).contains("refused with 507, then stored with 201");
        assertThat(result.status()).isZero();
    }

    private record Result(int status, String output) {}

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow()
                + " -Xmx256m --enable-native-access=ALL-UNNAMED -Dguice_custom_class_loading=CHILD -cp "
                + System.getProperty("java.class.path");
    }

    private Result run(String command) throws IOException, InterruptedException {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=8m tmpfs " + folder + " && " + command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("the scenario ended in time")
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
