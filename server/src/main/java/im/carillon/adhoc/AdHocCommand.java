package im.carillon.adhoc;

import im.carillon.stanza.StanzaException;

/** A command that users run from their clients, on a host or in a room. */
public interface AdHocCommand {

    /** Identifies the command. */
    String node();

    /** For people. */
    String name();

    /** Whether this user may see and run it. */
    boolean isAllowed(AdHocRequest request);

    /** Whether whoever knows the form already may send it filled in with the first request. */
    default boolean takesFilledIn() {
        return false;
    }

    /** The first step, on the thread of the user's session; may block. */
    AdHocStep begin(AdHocRequest request) throws StanzaException;
}
