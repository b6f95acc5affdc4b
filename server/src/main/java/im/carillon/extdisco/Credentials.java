package im.carillon.extdisco;

import im.carillon.config.ExternalServiceConfig;
import im.carillon.jid.BareJid;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a client gets into a service.
 *
 * @param expires when it ends; absent where it does not
 */
record Credentials(String username, String password, Optional<Instant> expires) {

    private static final String ALGORITHM = "HmacSHA1";

    /** Those of one account; nothing for a service that is open to all. */
    static Optional<Credentials> of(ExternalServiceConfig service, BareJid account, Instant now) {
        return service.secret()
                .map(secret -> forATime(secret, account, now.plus(service.lifetime())))
                .or(() -> service.login()
                        .map(login -> new Credentials(login.username(), login.password(), Optional.empty())));
    }

    /**
     * As TURN servers check them without knowing any user (draft-uberti-behave-turn-rest-00 §2.2): the
     * name begins with the end in seconds, the password is its keyed hash.
     */
    private static Credentials forATime(String secret, BareJid account, Instant end) {
        String username = end.getEpochSecond() + ":" + account;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] hash = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new Credentials(
                    username,
                    Base64.getEncoder().encodeToString(hash),
                    Optional.of(Instant.ofEpochSecond(end.getEpochSecond())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HMAC-SHA-1", e);
        }
    }
}
