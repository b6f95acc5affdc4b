package im.carillon.pubsub.request;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes names that nobody has used: of items, nodes, subscriptions and messages. */
@Singleton
public final class Names {

    private static final int BYTES = 16;

    private final SecureRandom random;

    @Inject
    Names(SecureRandom random) {
        this.random = random;
    }

    public String next() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
