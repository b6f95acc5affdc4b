package im.carillon.adhoc;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;

/** Who wants to run a command, and on which host, in which room or service. */
public record AdHocRequest(BareJid host, Jid from) {}
