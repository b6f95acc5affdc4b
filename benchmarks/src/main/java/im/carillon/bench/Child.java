package im.carillon.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A process that this one started and will end; a thread of its own copies what it prints into a file. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Thread shutdown;
    private final CountDownLatch copied = new CountDownLatch(1);

    private Child(Process process) {
        this.process = process;
        this.shutdown = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(shutdown);
    }

    /** A child and the line by which it said that it is ready. */
    record Ready(Child child, String line) {}

    /** Starts a process on the given core, and waits for the line that says it is ready. */
    static Ready start(List<String> command, List<String> prefix, Path log, Predicate<String> ready, Duration limit) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            Child child = new Child(
                    new ProcessBuilder(whole).redirectErrorStream(true).start());
            CompletableFuture<String> line = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("log").start(() -> child.copy(log, ready, line));
            return new Ready(child, child.await(line, limit, whole, log));
        } catch (IOException e) {
            throw new BenchmarkException("Cannot start " + String.join(" ", whole), e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, and more when that does not help. */
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdown);
        process.toHandle().destroy(); // not that of the process itself, which closes its output too
        try {
            if (!process.waitFor(PATIENCE)) {
                process.destroyForcibly();
                throw new BenchmarkException("Process " + pid() + " had to be killed");
            }
            copied.await();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String await(CompletableFuture<String> line, Duration limit, List<String> command, Path log) {
        try {
            return line.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkException("Interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new BenchmarkException(
                    "Not ready: " + String.join(" ", command) + "; it said (see " + log + "): " + tail(log), e);
        }
    }

    private void copy(Path log, Predicate<String> ready, CompletableFuture<String> found) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter file = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                file.write(line);
                file.newLine();
                file.flush();
                if (ready.test(line)) {
                    found.complete(line);
                }
            }
        } catch (IOException e) {
            found.completeExceptionally(e);
        }
        found.completeExceptionally(new BenchmarkException("it ended"));
        copied.countDown();
    }

    private static String tail(Path log) {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - 2000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
