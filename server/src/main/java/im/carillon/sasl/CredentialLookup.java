package im.carillon.sasl;

import java.util.Optional;

/** The stored credentials of one host's accounts. May block. */
@FunctionalInterface
public interface CredentialLookup {

    /** What is stored for this prepared localpart; empty if there is no such account. */
    Optional<Credentials> lookup(String username);
}
