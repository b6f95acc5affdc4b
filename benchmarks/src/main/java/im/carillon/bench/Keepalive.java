package im.carillon.bench;

/** A client's part in the server's search for dead peers: a ping (XEP-0199) is answered. */
final class Keepalive {
    private static final byte[] IQ = Frame.bytes("<iq");
    private static final byte[] PING = Frame.bytes("urn:xmpp:ping");

    private Keepalive() {}

    /** Answers whether the frame was a ping; if so, the reply is queued. */
    static boolean answered(Link link, byte[] bytes, int from, int to) {
        if (!Frame.startsWith(bytes, from, to, IQ) || Frame.indexOf(bytes, from, to, PING) < 0) {
            return false;
        }
        String request = Frame.text(bytes, from, to);
        if (!Frame.attribute(request, "type").equals("get")) {
            return false;
        }
        link.send(Frame.bytes("<iq type='result' id='" + Frame.attribute(request, "id") + "'/>"));
        return true;
    }
}
