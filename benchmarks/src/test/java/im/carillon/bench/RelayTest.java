package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final CpuClock OWN = CpuClock.of(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    @Test
    void passesLinesBetweenTheTwoOfAPair() {
        Options options = options();
        try (Relay relay = Relay.start("pairs", options);
                LoadLoop loop = new LoadLoop()) {
            List<Session> links = Storm.open(loop, new RelayOpener(loop, relay.address(), 0), 0, 6, 1);
            Traffic traffic = Traffic.pairs(loop, relay.cpu(), OWN, links, Templates.lines(200));
            assertThat(traffic.run(16, SHORT, new Latencies()).operations()).isPositive();
        }
    }

    @Test
    void sendsLinesBack() {
        Options options = options();
        try (Relay relay = Relay.start("echo", options);
                LoadLoop loop = new LoadLoop()) {
            List<Session> links = Storm.open(loop, new RelayOpener(loop, relay.address(), 5), 0, 6, 3);
            Traffic traffic = Traffic.echoes(loop, relay.cpu(), OWN, links, Templates.lines(80));
            assertThat(traffic.run(1, SHORT, new Latencies()).operations()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs", "echo"})
    void theOneInJavaDoesTheSame(String mode) {
        Child.Ready ready = Child.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JavaRelay.class.getName(),
                        mode),
                List.of(),
                folder.resolve("log"),
                line -> line.matches("\\d+"),
                Duration.ofSeconds(30));
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(ready.line()));
        try (Child relay = ready.child();
                LoadLoop loop = new LoadLoop()) {
            CpuClock cpu = CpuClock.of(relay.pid());
            List<Session> links = Storm.open(loop, new RelayOpener(loop, address, 0), 0, 4, 1);
            Traffic traffic = mode.equals("echo")
                    ? Traffic.echoes(loop, cpu, OWN, links, Templates.lines(100))
                    : Traffic.pairs(loop, cpu, OWN, links, Templates.lines(100));
            assertThat(traffic.run(4, SHORT, new Latencies()).operations()).isPositive();
        }
    }

    private Options options() {
        return Options.parse(List.of("--home", folder.toString(), "--pin", "false"));
    }
}
