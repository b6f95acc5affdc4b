package im.carillon.account;

import im.carillon.jid.BareJid;
import java.time.Instant;

/**
 * An account.
 *
 * @param id its key in the database
 */
public record Account(long id, BareJid address, Instant created, boolean enabled) {}
