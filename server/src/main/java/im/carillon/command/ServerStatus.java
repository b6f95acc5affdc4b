package im.carillon.command;

import java.time.Duration;
import java.util.List;

/**
 * The state of the running server.
 *
 * @param sessions how many sessions are connected
 * @param hosts the domains served
 * @param listeners each as {@code [::]:5222 starttls}
 */
public record ServerStatus(
        String version, long pid, Duration uptime, long sessions, List<String> hosts, List<String> listeners) {

    public ServerStatus {
        hosts = List.copyOf(hosts);
        listeners = List.copyOf(listeners);
    }
}
