package im.carillon.bench;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How sessions are opened.
 *
 * @param domain the host that the accounts live on
 * @param profile which generation of SASL and binding
 * @param tls with STARTTLS, when present
 * @param available whether presence is sent and seen to be handled before the session counts as open
 */
record LoginPlan(String domain, Profile profile, Optional<SSLContext> tls, boolean available, ScramKeys keys) {

    enum Profile {
        /** RFC 6120 §6 and §7. */
        SASL,
        /** XEP-0388 with XEP-0386. */
        SASL2
    }

    LoginPlan with(Profile other) {
        return new LoginPlan(domain, other, tls, available, keys);
    }

    LoginPlan with(Optional<SSLContext> other) {
        return new LoginPlan(domain, profile, other, available, keys);
    }

    LoginPlan becomingAvailable(boolean other) {
        return new LoginPlan(domain, profile, tls, other, keys);
    }

    /** Without a peer's name and port the JDK has nothing to resume a session by: each handshake is a new one. */
    static SSLEngine newSession(SSLContext context, String domain) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3"});
        parameters.setServerNames(List.of(new SNIHostName(domain)));
        engine.setSSLParameters(parameters);
        return engine;
    }
}
