package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.Optional;

/** The stored credentials of accounts. May block. */
@FunctionalInterface
public interface CredentialLookup {

    /** What is stored for this account; empty if there is no such account. */
    Optional<Credentials> lookup(BareJid account);
}
