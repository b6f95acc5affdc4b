package im.carillon.message.carbons;

import im.carillon.jid.BareJid;
import im.carillon.session.Session;
import im.carillon.stanza.Message;
import im.carillon.xml.XmlElement;

/** A message wrapped for a session that did not send or receive it (XEP-0280 §7, §8; XEP-0297). */
public final class Carbon {

    static final String NAMESPACE = "urn:xmpp:carbons:2";
    private static final String FORWARD = "urn:xmpp:forward:0";

    private final Message template;

    private Carbon(Message template) {
        this.template = template;
    }

    /** A copy of what the account received. */
    public static Carbon received(Message message, BareJid account) {
        return of("received", message, account);
    }

    /** A copy of what the account sent. */
    public static Carbon sent(Message message, BareJid account) {
        return of("sent", message, account);
    }

    private static Carbon of(String direction, Message message, BareJid account) {
        XmlElement forwarded = XmlElement.of(FORWARD, "forwarded").withChild(message.element());
        XmlElement wrapped = XmlElement.of(NAMESPACE, direction).withChild(forwarded);
        return new Carbon(Message.of(message.type(), account, account, wrapped));
    }

    /** All of these share their content. */
    public Message to(Session session) {
        return template.withTo(session.address());
    }
}
