package im.carillon.integration.crash;

import java.util.List;
import java.util.stream.IntStream;

/** One who talks without a pause: says numbers, one after the other. */
final class Talker {

    private static final int WINDOW = 48;
    private static final int PER_REQUEST = 8;

    private final Client client;
    private final String to;
    private final String type;
    private final int before;
    private int said;

    /**
     * @param to whom it is said
     * @param before the number before the first one that is said
     */
    Talker(Client client, String to, String type, int before) {
        this.client = client;
        this.to = to;
        this.type = type;
        this.before = before;
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
            int number = before + said;
            client.send("<message to='" + to + "' type='" + type + "' id='m" + number + "'><body>" + number
                    + "</body><origin-id xmlns='urn:xmpp:sid:0' id='o" + number + "'/></message>");
            if (said % PER_REQUEST == 0) {
                client.request();
            }
        }
    }

    /** Waits until everything that was said is acknowledged. */
    void finish() throws InterruptedException {
        client.request();
        if (!client.awaitRoom(0)) {
            throw new IllegalStateException("the connection was lost although nobody killed the server");
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
