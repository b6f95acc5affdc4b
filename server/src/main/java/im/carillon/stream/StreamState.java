package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import java.util.Optional;
import java.util.Set;

/**
 * How far a stream has come. What a feature offers and accepts depends on nothing else.
 *
 * @param host the virtual host the peer asked for
 * @param secure whether the stream is encrypted
 * @param canStartTls whether it can be encrypted from now on
 * @param bindings the channel-binding types that there is data for (XEP-0440)
 * @param account who logged in
 * @param bound the address of the session
 * @param language the default language of the stream (RFC 6120 §4.7.4), empty when the peer named none
 */
public record StreamState(
        String host,
        boolean secure,
        boolean canStartTls,
        Set<String> bindings,
        Optional<BareJid> account,
        Optional<FullJid> bound,
        String language) {

    /** Before the header has been read. */
    static StreamState unopened() {
        return new StreamState("", false, false, Set.of(), Optional.empty(), Optional.empty(), "");
    }

    public boolean isAuthenticated() {
        return account.isPresent();
    }

    public boolean isBound() {
        return bound.isPresent();
    }

    StreamState withAccount(BareJid account) {
        return new StreamState(host, secure, canStartTls, bindings, Optional.of(account), bound, language);
    }

    StreamState withBound(FullJid bound) {
        return new StreamState(host, secure, canStartTls, bindings, account, Optional.of(bound), language);
    }
}
