package im.carillon.tls;

import java.util.Map;

/**
 * What the JDK's TLS takes only from system properties, and reads once, when its first class is loaded.
 * The program's entry point calls {@link #apply} before anything else; a property given on the command line wins.
 */
public final class TlsSystemProperties {

    private static final Map<String, String> DEFAULTS = Map.of(
            // RFC 7590 §3.3: a client must not make us handshake again and again on one connection
            "jdk.tls.rejectClientInitiatedRenegotiation", "true");

    private TlsSystemProperties() {}

    /** Sets what is not set yet. */
    public static void apply() {
        DEFAULTS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
