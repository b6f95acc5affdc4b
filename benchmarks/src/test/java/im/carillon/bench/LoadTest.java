package im.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The load against a server that does just what the load needs. */
class LoadTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final CpuClock OWN = CpuClock.of(ProcessHandle.current().pid());

    @TempDir
    static Path folder;

    private static Certificate certificate;

    private TinyServer server;
    private LoadLoop loop;

    @BeforeAll
    static void makeCertificate() {
        certificate = Certificate.create(folder, "localhost");
    }

    @BeforeEach
    void start() throws IOException {
        server = new TinyServer(certificate.server(), 0);
        loop = new LoadLoop();
    }

    @AfterEach
    void stop() throws IOException {
        loop.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(LoginPlan.Profile.class)
    void logsIn(LoginPlan.Profile profile) {
        List<Session> sessions = open(plan("benchmark").with(profile), 20);
        assertThat(sessions)
                .hasSize(20)
                .allMatch(session -> session.link().isOpen())
                .extracting(Session::address)
                .contains("bench00000@localhost/bench", "bench00019@localhost/bench");
        Farewell.to(sessions, loop);
        assertThat(loop.openLinks()).isZero();
    }

    @ParameterizedTest
    @EnumSource(LoginPlan.Profile.class)
    void logsInOverTls(LoginPlan.Profile profile) {
        LoginPlan plan = plan("benchmark").with(profile).with(Optional.of(certificate.client()));
        List<Session> sessions = open(plan, 20);
        assertThat(sessions)
                .allMatch(session -> session.link()
                        .tlsEngine()
                        .orElseThrow()
                        .getSession()
                        .getProtocol()
                        .equals("TLSv1.3"));
        Traffic traffic = Traffic.pairs(loop, OWN, OWN, sessions, Templates.messages(3000));
        assertThat(traffic.run(4, SHORT, new Latencies()).operations()).isPositive();
        Farewell.to(sessions, loop);
    }

    @Test
    void wrongPasswordIsAnError() {
        assertThatThrownBy(() -> open(plan("wrong"), 1))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("not-authorized");
    }

    @Test
    void messagesAndPingsArrive() {
        List<Session> sessions = open(plan("benchmark"), 8);
        Latencies latencies = new Latencies();
        Traffic messages = Traffic.pairs(loop, OWN, OWN, sessions, Templates.messages(100));
        for (int window : List.of(1, 16)) {
            Sample sample = messages.run(window, SHORT, latencies);
            assertThat(sample.operations()).isPositive();
            assertThat(sample.cpuMicros()).isPositive();
        }
        assertThat(latencies.percentile(0.5)).isPositive();
        Traffic pings = Traffic.echoes(loop, OWN, OWN, sessions, Templates.pings("localhost"));
        assertThat(pings.run(16, SHORT, latencies).operations()).isPositive();
    }

    @Test
    void aLostMessageIsAnError() {
        server.dropEvery(100);
        List<Session> sessions = open(plan("benchmark"), 2);
        Traffic messages = Traffic.pairs(loop, OWN, OWN, sessions, Templates.messages(100));
        assertThatThrownBy(() -> messages.run(16, SHORT, new Latencies()))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("Out of order");
    }

    private List<Session> open(LoginPlan plan, int count) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        return Storm.open(loop, new XmppOpener(loop, address, plan), 0, count, 4);
    }

    private static LoginPlan plan(String password) {
        return new LoginPlan("localhost", LoginPlan.Profile.SASL, Optional.empty(), true, new ScramKeys(password));
    }
}
