package im.carillon.config;

import java.time.Duration;
import java.util.List;

/**
 * How clients log in.
 *
 * @param mechanisms the SASL mechanisms offered, strongest first
 * @param plainWithoutTls whether PLAIN is offered on a stream that is not encrypted (tests only)
 * @param scramIterations PBKDF2 iterations for newly stored passwords
 * @param deadline the time a connection has to log in; no traffic extends it
 * @param fastTokenLifetime how long a FAST token (XEP-0484) can be used
 */
public record AuthenticationConfig(
        List<String> mechanisms,
        boolean plainWithoutTls,
        int scramIterations,
        Duration deadline,
        Duration fastTokenLifetime) {

    public AuthenticationConfig {
        mechanisms = List.copyOf(mechanisms);
    }
}
