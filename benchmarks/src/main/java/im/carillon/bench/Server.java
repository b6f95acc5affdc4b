package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The measured server: its own process, on its own core, with the flags that it ships with. */
final class Server implements AutoCloseable {
    static final String DOMAIN = "localhost";
    private static final Duration STARTING = Duration.ofMinutes(1);

    private final Child process;
    private final InetSocketAddress address;
    private final InetSocketAddress web;
    private final InetSocketAddress proxy;
    private final CpuClock cpu;

    private Server(Child process, int port, int webPort, int proxyPort) {
        this.process = process;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.web = new InetSocketAddress(InetAddress.getLoopbackAddress(), webPort);
        this.proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), proxyPort);
        this.cpu = CpuClock.of(process.pid());
    }

    /** @param name of this start, for its log */
    static Server start(Workplace workplace, String name, boolean archive) {
        Options options = workplace.options();
        int port = freePort();
        int webPort = freePort();
        int proxyPort = freePort();
        Path config = options.home().resolve("carillon.toml");
        try {
            Files.writeString(config, toml(port, webPort, proxyPort, workplace, archive));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = options.server().stream()
                .map(word -> word.replace("{config}", config.toString())
                        .replace("{data}", workplace.data().toString())
                        .replace("{port}", Integer.toString(port)))
                .toList();
        Child.Ready ready = Child.start(
                command,
                new Cores(options.pin()).measured(),
                options.home().resolve(name + ".log"),
                line -> line.contains(" ready "),
                STARTING);
        return new Server(ready.child(), port, webPort, proxyPort);
    }

    InetSocketAddress address() {
        return address;
    }

    /** Where it speaks HTTP, in the clear. */
    InetSocketAddress web() {
        return web;
    }

    /** Where files pass through it. */
    InetSocketAddress proxy() {
        return proxy;
    }

    CpuClock cpu() {
        return cpu;
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        if (!process.isAlive()) {
            throw new BenchmarkException("The server ended by itself");
        }
        process.close();
    }

    private static String toml(int port, int webPort, int proxyPort, Workplace workplace, boolean archive) {
        return """
                [[host]]
                name = "%s"

                [[listener]]
                address = "127.0.0.1"
                port = %d

                [http]
                listen = ["plain"]
                port = %d

                [tls]
                certificates = "%s"
                required = false

                [archive]
                enabled = %s

                [upload]
                url = "http://127.0.0.1:%d"
                max_size = "1 GiB"
                account_quota = "4 GiB"
                slots_per_account = 10000

                [proxy]
                address = "127.0.0.1"
                port = %d
                """.formatted(DOMAIN, port, webPort, workplace.certificates(), archive, webPort, proxyPort);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
