package im.carillon.sasl;

import java.time.Instant;

/**
 * What is stored of a FAST token.
 *
 * <p>The token is the key of an HMAC, so a hash of it could not verify a login: whatever can is as good as
 * the token. Therefore none of it is stored. The token is derived from the server's secret, a random id, and
 * all that it is bound to; only the id is kept. A database without the secret opens no account, nor does the
 * secret without the database.
 *
 * @param mechanism the only mechanism it may be used with (XEP-0484 §fast-auth)
 * @param id 144 random bits
 * @param issued when the client got it
 * @param expiry from when on it is refused
 * @param count the highest attempt number that was accepted, {@link #NEVER_COUNTED} at first
 */
public record FastToken(String mechanism, String id, Instant issued, Instant expiry, long count) {

    public static final long NEVER_COUNTED = -1;

    FastToken counted(long count) {
        return new FastToken(mechanism, id, issued, expiry, count);
    }
}
