package im.carillon.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The proxy for file transfers.
 *
 * @param name the label of its address below each host
 * @param address where it listens
 * @param host what clients are told to connect to, unless it is their own host
 * @param advertisedPort what clients are told, unless it is {@code port}
 * @param guests whether those without an account may use it
 * @param connections how many there may be at once, two for each transfer
 * @param perAccount how many transfers one account may have under way
 * @param rate bytes per second of one transfer in each direction; 0 for any number
 * @param handshake the time a connection has to name its transfer
 * @param activation the time within which a transfer must be activated
 * @param idle after how long without a byte a transfer is given up
 */
public record ProxyConfig(
        boolean enabled,
        String name,
        String address,
        int port,
        Optional<String> host,
        Optional<Integer> advertisedPort,
        boolean guests,
        int connections,
        int perAccount,
        long rate,
        Duration handshake,
        Duration activation,
        Duration idle) {}
