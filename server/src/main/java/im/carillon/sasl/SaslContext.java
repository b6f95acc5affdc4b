package im.carillon.sasl;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import java.util.Optional;
import java.util.Set;

/**
 * What a mechanism knows of the stream it runs on.
 *
 * @param host the prepared domain that the client talks to
 * @param secure whether the stream is encrypted
 * @param channelBindings the connection's channel-binding data
 * @param offeredMechanisms the names that were in the very list the client chose from: that of RFC 6120 or
 *     that of SASL2, without the mechanisms inside {@code <fast/>} (XEP-0474 §hash)
 * @param offeredChannelBindings the types announced with XEP-0440; empty if the element was not sent
 * @param credentials where the accounts are
 * @param fast the {@code <fast/>} element of a SASL2 login, with the client's id
 */
public record SaslContext(
        String host,
        boolean secure,
        ChannelBindings channelBindings,
        Set<String> offeredMechanisms,
        Set<String> offeredChannelBindings,
        CredentialLookup credentials,
        Optional<FastRequest> fast) {

    public SaslContext {
        offeredMechanisms = Set.copyOf(offeredMechanisms);
        offeredChannelBindings = Set.copyOf(offeredChannelBindings);
    }

    /** The account that a client names by its localpart; no account has a name that is not allowed. */
    BareJid account(String name) throws SaslRefusal {
        try {
            return BareJid.of(name, host);
        } catch (InvalidJidException e) {
            throw SaslRefusal.wrongCredentials();
        }
    }
}
