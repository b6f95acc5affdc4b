package im.carillon.vcard;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;

/** What is kept elsewhere and shown in vCards too. Bound into a set. */
public interface VcardExtension {

    /** The card as it is shown to somebody; the one given when there is nothing to add. */
    XmlElement shown(BareJid owner, Jid to, XmlElement vcard);

    /** An owner has written the card: what belongs elsewhere goes there, as part of the unit. */
    void written(BareJid owner, XmlElement vcard, UnitOfWork unit) throws StanzaException;
}
