package im.carillon.transport.relay;

import java.time.Duration;

/**
 * What the relay allows, at the moment.
 *
 * @param connections how many connections there may be at once
 * @param handshake the time a connection has to say where it wants to go
 * @param activation the time after that until somebody has activated the transfer
 * @param idle after how long without a byte a transfer is given up
 * @param bytesPerSecond how much one transfer may pass in each direction; 0 for any amount
 */
public record RelayRules(
        int connections, Duration handshake, Duration activation, Duration idle, long bytesPerSecond) {}
