package im.carillon.spi;

import im.carillon.stanza.StanzaError;

/** What a filter decided. */
public sealed interface Verdict {

    /** It goes on. */
    Verdict PASS = new Pass();

    /** It has been dealt with, silently. */
    Verdict DONE = new Done();

    record Pass() implements Verdict {}

    record Done() implements Verdict {}

    /** The sender gets this error, unless the stanza is itself an error or a result. */
    record Reject(StanzaError error) implements Verdict {}
}
