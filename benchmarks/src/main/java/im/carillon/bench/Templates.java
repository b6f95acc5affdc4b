package im.carillon.bench;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;

/** Makes the frames of flows; each flow has a mark of its own, and no two runs have the same. */
final class Templates {
    private static final String PLACE = "{number}";

    private final String run = Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), Character.MAX_RADIX);
    private final BiFunction<String, String, String> template;
    private int flows;

    /** @param template from address and place of the number to the text of a frame */
    private Templates(BiFunction<String, String, String> template) {
        this.template = template;
    }

    /** RFC 6121 §5.2, with a body of the given length. */
    static Templates messages(int bodyLength) {
        String words = "All is well in the village of Sakai; the bell rings at six and the boats come in. ";
        String body = words.repeat(bodyLength / words.length() + 1).substring(0, bodyLength);
        return new Templates((address, number) ->
                "<message type='chat' to='" + address + "' id='" + number + "'><body>" + body + "</body></message>");
    }

    /** XEP-0199 §4.2, to the server. */
    static Templates pings(String domain) {
        return new Templates((address, number) ->
                "<iq type='get' to='" + domain + "' id='" + number + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    /** XEP-0163 §3.1, to a node of the own account. */
    static Templates publications() {
        return new Templates((address, number) -> "<iq type='set' id='" + number
                + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:example:bench'>"
                + "<item id='current'><note xmlns='urn:example:bench'>A word or two</note></item></publish></pubsub>"
                + "</iq>");
    }

    /** Lines of the given length. */
    static Templates lines(int length) {
        return new Templates((address, number) -> number + " " + "-".repeat(Math.max(0, length - 32)) + "\n");
    }

    Numbered to(String address) {
        String mark = String.format(Locale.ROOT, "%s-%04d-", run, flows++);
        return new Numbered(template.apply(address, PLACE), mark);
    }
}
