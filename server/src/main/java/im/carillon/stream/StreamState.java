package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.transport.Protection;
import java.util.Optional;

/**
 * How far a stream has come. What a feature offers and accepts depends on nothing else.
 *
 * @param host the virtual host the peer asked for
 * @param protection who can read along
 * @param account who logged in
 * @param bound the address of the session
 * @param language the default language of the stream (RFC 6120 §4.7.4), empty when the peer named none
 */
public record StreamState(
        String host, Protection protection, Optional<BareJid> account, Optional<FullJid> bound, String language) {

    public boolean secure() {
        return protection.isSecure();
    }

    public boolean isAuthenticated() {
        return account.isPresent();
    }

    public boolean isBound() {
        return bound.isPresent();
    }

    StreamState withAccount(BareJid account) {
        return new StreamState(host, protection, Optional.of(account), bound, language);
    }

    StreamState withBound(FullJid bound) {
        return new StreamState(host, protection, account, Optional.of(bound), language);
    }
}
