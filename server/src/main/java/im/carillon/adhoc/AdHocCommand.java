package im.carillon.adhoc;

import im.carillon.stanza.StanzaException;

/** A command that users run from their clients, on a host. */
public interface AdHocCommand {

    /** Identifies the command. */
    String node();

    /** For people. */
    String name();

    /** Whether this user may see and run it. */
    boolean isAllowed(AdHocRequest request);

    /** The first step, on the thread of the user's session; may block. */
    AdHocStep begin(AdHocRequest request) throws StanzaException;
}
