package im.carillon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs with a small file system of its own in memory, which can be filled. That takes the
 * right to mount one in a namespace of its own: root has it, and others on most machines.
 *
 * @param folder where it is mounted, for that program alone
 * @param megabytes how much fits in
 */
public record SmallFileSystem(Path folder, int megabytes) {

    /** How the program ended, and all that it wrote. */
    public record Result(int status, String output) {}

    /** Runs a class of the tests with these options and the given arguments; blocks until it has ended. */
    public Result run(Class<?> program, String options, String... arguments) throws IOException, InterruptedException {
        assertThat(shell("true").status())
                .as("the right to mount a file system in a namespace (run the tests as root, or permit"
                        + " unprivileged user namespaces)")
                .isZero();
        return shell("exec " + ProcessHandle.current().info().command().orElseThrow() + " -Xmx256m " + options + " -cp "
                + System.getProperty("java.class.path") + " " + program.getName() + " " + String.join(" ", arguments));
    }

    private Result shell(String command) throws IOException, InterruptedException {
        Path output = folder.resolveSibling(folder.getFileName() + ".out");
        String mount = "mount -t tmpfs -o size=" + megabytes + "m tmpfs " + folder;
        Process process = new ProcessBuilder(
                        List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mount + " && " + command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("the program ended in time")
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }
}
