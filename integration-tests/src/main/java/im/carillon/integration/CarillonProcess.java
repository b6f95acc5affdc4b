package im.carillon.integration;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of the real server, with its data and configuration in a folder given by the caller, so
 * that a second run can find what the first one left. A thread of its own reads what it logs.
 */
public final class CarillonProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final Duration COMMAND = Duration.ofSeconds(60);

    private final Image image;
    private final Path folder;
    private final Configuration configuration;
    private final Process process;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread reader;

    private CarillonProcess(Image image, Path folder, Configuration configuration, Process process) {
        this.image = image;
        this.folder = folder;
        this.configuration = configuration;
        this.process = process;
        this.reader = Thread.ofVirtual().name("server-log").start(this::readLog);
    }

    /** Returns when the server has said that it is ready. */
    public static CarillonProcess start(Image image, Path folder, Configuration configuration) {
        Path file = folder.resolve("carillon.toml");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, configuration.toToml());
            List<String> command = List.of(
                    image.server().toString(),
                    "run",
                    "--config",
                    file.toString(),
                    "--data",
                    folder.resolve("data").toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CarillonProcess server = new CarillonProcess(image, folder, configuration, process);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readLog() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                log.add(line);
                if (line.contains(" ready ")) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            log.add("(the log broke off: " + e.getMessage() + ")");
        }
        ready.completeExceptionally(new IllegalStateException("the server ended before it was ready"));
    }

    private void awaitReady() {
        try {
            ready.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start:\n" + String.join("\n", log), e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    public Configuration configuration() {
        return configuration;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** The certificate of the authority that the first start made. */
    public LocalAuthority authority() {
        return LocalAuthority.in(folder);
    }

    public long pid() {
        return process.pid();
    }

    /** What was logged so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Runs {@code carillonctl} with these arguments. */
    public CommandResult control(String... arguments) {
        return controlWithInput("", arguments);
    }

    /** Runs {@code carillonctl}, which finds the text on its standard input. */
    public CommandResult controlWithInput(String input, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(image.control().toString());
        command.add("--socket");
        command.add(data().resolve("control.sock").toString());
        command.addAll(List.of(arguments));
        try {
            Process control =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var stdin = control.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            String output = new String(control.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!control.waitFor(COMMAND)) {
                control.destroyForcibly();
                throw new IllegalStateException(command + " takes longer than " + COMMAND);
            }
            return new CommandResult(control.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Creates an account of the host. */
    public void addAccount(String name, String password) {
        try {
            new ControlSocket(data().resolve("control.sock"))
                    .run("user add", Map.of("address", name + "@" + Configuration.HOST, "password", password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM; returns the exit code. */
    public int terminate() {
        process.destroy();
        return awaitEnd();
    }

    /** SIGKILL: nothing of what the process still wanted to do happens. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    private int awaitEnd() {
        try {
            if (!process.waitFor(STOP)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop within " + STOP);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", cause);
    }

    /** Ends the server when it still runs. */
    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }
}
