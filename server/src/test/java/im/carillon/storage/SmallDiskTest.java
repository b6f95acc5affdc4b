package im.carillon.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A disk that is full, a folder that cannot be written to: units are refused, and when the cause is
 * gone the server goes on by itself. Needs the right to mount a file system in a namespace of its own,
 * which root has, and others on most machines.
 */
class SmallDiskTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"full", "holes", "read-only"})
    void unitsAreRefusedAndItGoesOnByItself(String scenario) throws Exception {
        assumeTrue(run("true").status() == 0, "this machine lets nobody but root mount a file system");
        Result result = run("exec " + java() + " " + SmallDisk.class.getName() + " " + scenario + " " + folder);
        assertThat(result.output()).contains("went on, ");
        assertThat(result.status()).isZero();
    }

    private record Result(int status, String output) {}

    private static String java() {
        return ProcessHandle.current().info().command().orElseThrow() + " -Xmx256m --enable-native-access=ALL-UNNAMED"
                + " -cp " + System.getProperty("java.class.path");
    }

    private Result run(String command) throws IOException, InterruptedException {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        Process process = new ProcessBuilder(List.of(
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount -t tmpfs -o size=72m tmpfs " + folder + " && " + command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            assertThat(ended).as("the scenario ended in time").isTrue();
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
