package im.carillon.register;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.ManualClock;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RegistrationThrottleTest {

    private final ManualClock clock = new ManualClock();
    private final RegistrationThrottle throttle =
            new RegistrationThrottle(new RegistrationThrottle.Limits(2, Duration.ofHours(1)), clock);

    @Test
    void boundsTheAttemptsFromOneNetwork() throws Exception {
        InetAddress address = InetAddress.getByName("192.0.2.1");
        assertThat(throttle.admit(address)).isTrue();
        assertThat(throttle.admit(address)).isTrue();
        assertThat(throttle.admit(address)).isFalse();
        assertThat(throttle.admit(InetAddress.getByName("192.0.2.2"))).isTrue();
        clock.advance(Duration.ofHours(1));
        assertThat(throttle.admit(address)).isTrue();
    }

    @Test
    void takesTheAddressesOfOneCustomerTogether() throws Exception {
        assertThat(throttle.admit(InetAddress.getByName("2001:db8::1"))).isTrue();
        assertThat(throttle.admit(InetAddress.getByName("2001:db8::2"))).isTrue();
        assertThat(throttle.admit(InetAddress.getByName("2001:db8::3"))).isFalse();
        assertThat(throttle.admit(InetAddress.getByName("2001:db8:0:1::1"))).isTrue();
    }
}
