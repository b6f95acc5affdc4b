package im.carillon.spi;

import im.carillon.jid.BareJid;
import im.carillon.stanza.Stanza;

/** Looks at stanzas on their way. */
public interface StanzaFilter {

    Phase phase();

    /**
     * @param account the local account on whose side the filter runs
     */
    Verdict filter(Stanza stanza, BareJid account);
}
