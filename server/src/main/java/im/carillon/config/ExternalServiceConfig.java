package im.carillon.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A service beside this server that clients are told about.
 *
 * @param host where it is, unless at the host of the client
 * @param login what all clients log in with there
 * @param secret what passwords for a time are made from
 * @param lifetime how long those work
 * @param hosts whose users are told; empty for those of all
 * @param guests whether those without an account get a password
 */
public record ExternalServiceConfig(
        String type,
        Optional<String> host,
        Optional<Integer> port,
        Optional<String> transport,
        Optional<String> name,
        Optional<Login> login,
        Optional<String> secret,
        Duration lifetime,
        Set<String> hosts,
        boolean guests) {

    /** A user name and its password. */
    public record Login(String username, String password) {}

    public ExternalServiceConfig {
        hosts = Set.copyOf(hosts);
    }

    /** Whether nobody can use it without logging in there. */
    public boolean isRestricted() {
        return login.isPresent() || secret.isPresent();
    }
}
