package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The baseline for files: nginx with its DAV module, one worker, where there is one on this machine. */
final class WebServer implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx");

    private final Process process;
    private final ProcessHandle worker;
    private final int port;

    private WebServer(Process process, ProcessHandle worker, int port) {
        this.process = process;
        this.worker = worker;
        this.port = port;
    }

    /** Where it is: what the variable NGINX says, or in the usual places. */
    static Optional<Path> program() {
        return Stream.concat(Optional.ofNullable(System.getenv("NGINX")).stream(), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static WebServer start(Path program, Options options) {
        Path home = options.home().resolve("nginx").toAbsolutePath();
        try {
            for (String folder : List.of("files", "body")) {
                Files.createDirectories(home.resolve(folder));
            }
            int port = freePort();
            Path file = Files.writeString(home.resolve("nginx.conf"), configuration(home, port));
            List<String> command = Stream.concat(
                            new Cores(options.pin()).measured().stream(),
                            Stream.of(program.toString(), "-p", home.toString(), "-c", file.toString()))
                    .toList();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("log").toFile())
                    .start();
            return new WebServer(process, worker(process), port);
        } catch (IOException e) {
            throw new BenchmarkException("nginx does not start", e);
        }
    }

    private static ProcessHandle worker(Process process) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (System.nanoTime() < end && process.isAlive()) {
            Optional<ProcessHandle> worker = process.toHandle().children().findFirst();
            if (worker.isPresent()) {
                return worker.get();
            }
            Thread.onSpinWait();
        }
        throw new BenchmarkException("nginx does not start; its log is in the folder of results");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(Path home, int port) {
        return """
                daemon off;
                worker_processes 1;
                user %s;
                pid %s/pid;
                error_log %s/errors;
                events { worker_connections 16384; }
                http {
                  access_log off;
                  sendfile on;
                  client_max_body_size 0;
                  client_body_temp_path %s/body;
                  proxy_temp_path %s/body/proxy;
                  fastcgi_temp_path %s/body/fastcgi;
                  uwsgi_temp_path %s/body/uwsgi;
                  scgi_temp_path %s/body/scgi;
                  server {
                    listen 127.0.0.1:%d;
                    root %s/files;
                    location / { dav_methods PUT; }
                  }
                }
                """.formatted(System.getProperty("user.name"), home, home, home, home, home, home, home, port, home);
    }

    URI at(String name) {
        return URI.create("http://127.0.0.1:" + port + '/' + name);
    }

    CpuClock cpu() {
        return CpuClock.of(worker.pid());
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        process.onExit().join();
    }
}
