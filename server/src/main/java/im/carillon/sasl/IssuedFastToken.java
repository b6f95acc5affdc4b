package im.carillon.sasl;

import java.time.Instant;

/** A new token for the client: the content of {@code <token token='...' expiry='...'/>}. */
public record IssuedFastToken(String token, Instant expiry) {

    @Override
    public String toString() {
        return "IssuedFastToken[expiry=" + expiry + "]";
    }
}
