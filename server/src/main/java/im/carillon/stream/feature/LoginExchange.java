package im.carillon.stream.feature;

import im.carillon.jid.BareJid;
import im.carillon.sasl.CredentialLookup;
import im.carillon.sasl.Credentials;
import im.carillon.sasl.SaslContext;
import im.carillon.sasl.SaslExchange;
import im.carillon.sasl.SaslMechanism;
import im.carillon.sasl.SaslStep;
import java.util.Optional;
import java.util.function.Function;

/**
 * A login in progress that remembers what it was measured against: when the password changes, or
 * the account is disabled, between the proof and the session, the login is no longer good.
 */
public final class LoginExchange {

    private final CredentialLookup credentials;
    private final SaslExchange exchange;
    private volatile Optional<Measure> measure = Optional.empty();

    private record Measure(BareJid account, Credentials credentials) {}

    /** @param context makes the mechanism's context with a lookup of credentials that is watched */
    LoginExchange(
            SaslMechanism mechanism, CredentialLookup credentials, Function<CredentialLookup, SaslContext> context) {
        this.credentials = credentials;
        this.exchange = mechanism.start(context.apply(this::lookup));
    }

    private Optional<Credentials> lookup(BareJid account) {
        Optional<Credentials> found = credentials.lookup(account);
        measure = found.map(known -> new Measure(account, known));
        return found;
    }

    SaslStep respond(byte[] data) {
        return exchange.respond(data);
    }

    Optional<BareJid> account() {
        return exchange.account();
    }

    /** Whether the account is still what it was; always for a login without an account. Blocks. */
    public boolean isStillGood() {
        return measure.map(used -> credentials
                        .lookup(used.account())
                        .filter(used.credentials()::sameAs)
                        .isPresent())
                .orElse(true);
    }
}
