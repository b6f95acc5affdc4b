package im.carillon.stream;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.config.LimitsConfig;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionCountsTest {

    private final ConnectionCounts counts =
            new ConnectionCounts(new LimitsConfig(10_000, 10_000, 10, 10, 100, 10_000, 10_000, 10_000, 2, 10));

    @Test
    void anAddressHasSoManyAndNoMore() {
        InetAddress one = InetAddress.ofLiteral("192.0.2.1");
        InetAddress other = InetAddress.ofLiteral("192.0.2.2");
        assertThat(counts.opened(one)).isTrue();
        assertThat(counts.opened(one)).isTrue();
        assertThat(counts.opened(one)).isFalse();
        assertThat(counts.opened(other)).isTrue();
        counts.closed(one);
        assertThat(counts.opened(one)).isTrue();
        assertThat(counts.opened(one)).isFalse();
    }

    @Test
    void aNetworkOfIpv6IsOneCustomer() {
        assertThat(counts.opened(InetAddress.ofLiteral("2001:db8::1"))).isTrue();
        assertThat(counts.opened(InetAddress.ofLiteral("2001:db8::2"))).isTrue();
        assertThat(counts.opened(InetAddress.ofLiteral("2001:db8::3"))).isFalse();
        assertThat(counts.opened(InetAddress.ofLiteral("2001:db8:0:1::3"))).isTrue();
    }

    @Test
    void thisMachineIsExempt() {
        for (int i = 0; i < 10; i++) {
            assertThat(counts.opened(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
            assertThat(counts.opened(InetAddress.ofLiteral("::1"))).isTrue();
        }
    }
}
