package im.carillon.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.http.RawHttp;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus reads. */
class MetricsTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer().http("trusted_proxies = [\"127.0.0.1\"]");

    private static double value(String metrics, String name) {
        return Pattern.compile("^" + Pattern.quote(name) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in\n" + metrics));
    }

    @Test
    void theNumbersFollowWhatHappens() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "orchard")) {
            String before = RawHttp.get(SERVER, "/metrics").body();
            romeo.send("<message to='romeo@localhost/orchard' type='chat'><body>b</body></message>");
            romeo.receive("message");
            String after = RawHttp.get(SERVER, "/metrics").body();

            assertThat(value(after, "carillon_sessions")).isEqualTo(1);
            assertThat(value(after, "carillon_stanzas_total{kind=\"message\"}"))
                    .isEqualTo(value(before, "carillon_stanzas_total{kind=\"message\"}") + 1);
            assertThat(value(after, "carillon_commits_total")).isGreaterThan(value(before, "carillon_commits_total"));
            assertThat(value(after, "carillon_commit_queue")).isNotNegative();
            assertThat(value(after, "carillon_http_connections")).isPositive();
            assertThat(value(after, "jvm_threads_live_threads")).isPositive();
            assertThat(after).contains("# TYPE carillon_stanzas_total counter");
        }
    }

    @Test
    void whoComesThroughAProxyIsNotOfThisMachine() throws Exception {
        assertThat(RawHttp.get(SERVER, "/metrics", "X-Forwarded-For: 192.0.2.1").status())
                .isEqualTo(403);
        assertThat(RawHttp.get(SERVER, "/metrics", "X-Forwarded-For: 127.0.0.1").status())
                .isEqualTo(403);
        assertThat(RawHttp.get(SERVER, "/metrics", "Forwarded: for=127.0.0.1").status())
                .isEqualTo(403);
        assertThat(RawHttp.get(SERVER, "/metrics", "Via: 1.1 proxy").status()).isEqualTo(403);
    }

    @Test
    void theServerIsReady() throws Exception {
        assertThat(RawHttp.get(SERVER, "/readyz").status()).isEqualTo(200);
    }
}
