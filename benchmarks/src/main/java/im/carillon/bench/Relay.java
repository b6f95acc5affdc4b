package im.carillon.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The bare relay in a process of its own: in C where a compiler is at hand, in Java otherwise. */
final class Relay implements AutoCloseable {
    private static final Duration COMPILING = Duration.ofMinutes(1);
    private static final Duration STARTING = Duration.ofSeconds(20);

    private final Child process;
    private final InetSocketAddress address;
    private final CpuClock cpu;

    private Relay(Child process, int port) {
        this.process = process;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.cpu = CpuClock.of(process.pid());
    }

    /** @param mode {@code pairs}, {@code echo}, {@code room} or {@code bytes} */
    static Relay start(String mode, Options options) {
        Path binary = options.home().resolve("relay");
        List<String> command = compile(binary)
                ? List.of(binary.toString(), mode)
                : List.of(ownJava(), "-cp", System.getProperty("java.class.path"), JavaRelay.class.getName(), mode);
        Child.Ready ready = Child.start(
                command,
                new Cores(options.pin()).measured(),
                options.home().resolve("relay-" + mode + ".log"),
                line -> line.matches("\\d+"),
                STARTING);
        return new Relay(ready.child(), Integer.parseInt(ready.line()));
    }

    static String language(Options options) {
        return Files.isExecutable(options.home().resolve("relay")) ? "C" : "Java";
    }

    InetSocketAddress address() {
        return address;
    }

    CpuClock cpu() {
        return cpu;
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean compile(Path binary) {
        Path source = binary.resolveSibling("relay.c");
        try (InputStream text = Objects.requireNonNull(Relay.class.getResourceAsStream("relay.c"))) {
            Files.createDirectories(binary.getParent());
            Files.copy(text, source, StandardCopyOption.REPLACE_EXISTING);
            Process compiler = new ProcessBuilder("cc", "-O2", "-o", binary.toString(), source.toString())
                    .inheritIO()
                    .start();
            return compiler.waitFor(COMPILING) && compiler.exitValue() == 0;
        } catch (IOException e) {
            Progress.say("No C compiler (" + e.getMessage() + "): the relay is the one in Java");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        }
    }

    private static String ownJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
