package im.carillon.privatexml;

import im.carillon.jid.BareJid;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import java.util.Optional;

/** A private element that is kept elsewhere in another form. Bound into a set. */
public interface PrivateXmlView {

    String namespace();

    String name();

    /**
     * The element.
     *
     * @param stored as it was written last
     * @return nothing when there is nothing elsewhere, so that what was stored shows
     */
    Optional<XmlElement> read(BareJid owner, Optional<XmlElement> stored);

    /** Puts the element where it is kept, as part of the unit; it is stored as it is too. */
    void write(BareJid owner, XmlElement element, UnitOfWork unit) throws StanzaException;
}
