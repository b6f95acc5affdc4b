package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Optional;

/** One login in progress; not thread-safe. */
public interface SaslExchange {

    /**
     * Answers the client's message, which the caller has freed of base64. After a success or a failure
     * the exchange is over. May block on the lookup of credentials or tokens; what that throws passes through, and
     * is a {@code temporary-auth-failure} to the client.
     */
    SaslStep respond(byte[] data);

    /**
     * The account this login is for, as soon as the client has named it: what a throttle counts by. It says
     * nothing about whether there is such an account.
     */
    Optional<BareJid> account();
}
