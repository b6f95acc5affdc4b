package im.carillon.transport.relay;

import java.time.Duration;
import java.util.Optional;

/**
 * A transfer as it is at the moment.
 *
 * @param name what both ends asked for
 * @param parties who it is between; absent before somebody has activated it
 * @param connections one or two
 * @param bytes how many have passed, both directions together
 * @param age since the first connection came
 */
public record TransferState(String name, Optional<Parties> parties, int connections, long bytes, Duration age) {}
