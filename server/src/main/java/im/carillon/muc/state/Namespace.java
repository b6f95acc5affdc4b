package im.carillon.muc.state;

/** The namespaces of XEP-0045 and its companions. */
public final class Namespace {

    public static final String MUC = "http://jabber.org/protocol/muc";
    public static final String USER = "http://jabber.org/protocol/muc#user";
    public static final String ADMIN = "http://jabber.org/protocol/muc#admin";
    public static final String OWNER = "http://jabber.org/protocol/muc#owner";
    public static final String ROOM_CONFIG = "http://jabber.org/protocol/muc#roomconfig";
    public static final String ROOM_INFO = "http://jabber.org/protocol/muc#roominfo";
    public static final String REGISTER_FORM = "http://jabber.org/protocol/muc#register";
    public static final String REQUEST = "http://jabber.org/protocol/muc#request";
    public static final String OCCUPANT_ID = "urn:xmpp:occupant-id:0";
    public static final String HATS = "urn:xmpp:hats:0";
    public static final String STABLE_ID = "urn:xmpp:sid:0";
    public static final String DELAY = "urn:xmpp:delay";

    private Namespace() {}
}
