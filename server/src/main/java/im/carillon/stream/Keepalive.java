package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.stanza.Iq;
import im.carillon.xml.XmlElement;

/** Asks a silent client for a sign of life (XEP-0199 2.0.1 §4.3). */
final class Keepalive {

    private Keepalive() {}

    static XmlElement ping(FullJid to, String id) {
        return Iq.request(
                        Iq.Type.GET,
                        "keepalive-" + id,
                        BareJid.of(to.domain()),
                        to,
                        XmlElement.of("urn:xmpp:ping", "ping"))
                .element();
    }
}
