package im.carillon.integration;

import java.util.List;

/**
 * The configuration of a server under test: the host {@code localhost} with an administrator, on the
 * loopback interface, everything else as shipped.
 *
 * @param ports where it listens
 * @param extra further lines of TOML
 */
public record Configuration(Ports ports, List<String> extra) {

    public static final String HOST = "localhost";
    public static final String ADMINISTRATOR = "admin";

    public Configuration {
        extra = List.copyOf(extra);
    }

    public static Configuration onFreePorts(String... extra) {
        return new Configuration(Ports.free(), List.of(extra));
    }

    String toToml() {
        return """
                [[host]]
                name = "%s"
                admins = ["%s@%s"]

                [[listener]]
                address = "127.0.0.1"
                port = %d

                [[listener]]
                address = "127.0.0.1"
                port = %d
                tls = "direct"

                [http]
                port = %d
                tls_address = "127.0.0.1"
                tls_port = %d

                [proxy]
                address = "127.0.0.1"
                port = 0

                %s
                """.formatted(
                        HOST,
                        ADMINISTRATOR,
                        HOST,
                        ports.startTls(),
                        ports.directTls(),
                        ports.http(),
                        ports.https(),
                        String.join("\n", extra));
    }
}
