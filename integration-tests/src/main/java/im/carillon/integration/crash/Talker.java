package im.carillon.integration.crash;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** One who talks without a pause: says or publishes numbers, one after the other. */
final class Talker {

    private static final int WINDOW = 48;
    private static final int PER_REQUEST = 8;

    private final Client client;
    private final IntFunction<String> stanza;
    private final int before;
    private int said;

    /**
     * @param to whom it is said
     * @param before the number before the first one that is said
     */
    Talker(Client client, String to, String type, int before) {
        this(client, number -> message(to, type, number), before);
    }

    private Talker(Client client, IntFunction<String> stanza, int before) {
        this.client = client;
        this.stanza = stanza;
        this.before = before;
    }

    /**
     * One who publishes.
     *
     * @param to the address that has the node; empty for the own account
     */
    static Talker publishing(Client client, String to, String node, int before) {
        String address = to.isEmpty() ? "" : " to='" + to + "'";
        return new Talker(
                client,
                number -> "<iq type='set' id='" + Client.PUBLISHED + number + "'" + address
                        + "><pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='" + node + "'><item id='"
                        + number + "'><number xmlns='urn:example:crash'>" + number
                        + "</number></item></publish></pubsub></iq>",
                before);
    }

    private static String message(String to, String type, int number) {
        return "<message to='" + to + "' type='" + type + "' id='m" + number + "'><body>" + number
                + "</body><origin-id xmlns='urn:xmpp:sid:0' id='o" + number + "'/></message>";
    }

    Client client() {
        return client;
    }

    /** Talks until the connection is gone, or so many more were said. */
    void talk(int more) throws InterruptedException {
        for (int i = 0; i < more; i++) {
            if (!client.awaitRoom(WINDOW)) {
                return;
            }
            said++;
            client.send(stanza.apply(before + said));
            if (said % PER_REQUEST == 0) {
                client.request();
            }
        }
    }

    /** Waits until everything that was said is acknowledged. */
    void finish() throws InterruptedException {
        client.request();
        if (!client.awaitRoom(0)) {
            throw new IllegalStateException(
                    "the connection was lost although nobody killed the server: " + client + ' ' + client.complaints());
        }
    }

    int said() {
        return said;
    }

    /** Everything that was said, in order. */
    List<Integer> words() {
        return IntStream.rangeClosed(before + 1, before + said).boxed().toList();
    }
}
