package im.carillon.sasl;

import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Unguessable values: nonces, token ids, names of anonymous users. Thread-safe. */
public final class RandomTokens implements NonceSource {

    private final SecureRandom random;

    @Inject
    public RandomTokens(SecureRandom random) {
        this.random = random;
    }

    /** 144 bits in 24 characters of the base64 alphabet for URLs. */
    @Override
    public String next() {
        return Base64.getUrlEncoder().encodeToString(octets(18));
    }

    /** 128 bits that are a valid localpart. */
    String nextLocalpart() {
        return HexFormat.of().formatHex(octets(16));
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
