package im.carillon.sasl;

import im.carillon.jid.BareJid;
import java.util.function.Function;

/**
 * Where FAST tokens are kept, by account and client id, until the account's password is changed or it is
 * disabled or deleted. May block. An account's tokens are bounded: where a new client
 * would exceed some tens of them, the one whose tokens expire first is forgotten.
 */
public interface FastTokenStore {

    /** The client's tokens, {@link FastTokenSlots#empty()} if it has none. */
    FastTokenSlots read(BareJid account, String clientId);

    /**
     * Replaces the client's tokens by what {@code change} makes of them, atomically: of two logins with the
     * same count only one may see the old one. {@code change} computes only, and may be called again. Empty
     * slots remove the entry. When the call returns, the change is durable.
     */
    <R> R update(BareJid account, String clientId, Function<FastTokenSlots, Changed<R>> change);

    /** Forgets the tokens of one client. */
    void forget(BareJid account, String clientId);

    /** The new slots, and what the caller of {@link #update} wants to know. */
    record Changed<R>(FastTokenSlots slots, R result) {}
}
