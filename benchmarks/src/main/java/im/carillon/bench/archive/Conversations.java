package im.carillon.bench.archive;

import im.carillon.jid.BareJid;
import im.carillon.timeline.Placement;
import im.carillon.timeline.TimelineId;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Random;

/**
 * Who writes what to whom: one account has a tenth of all messages, with 200 others of whom some
 * write much and some little; the rest is between 10,000 accounts. Words are as unequal as those of a
 * language.
 */
final class Conversations {

    static final int BUSY = 1;
    private static final int ACCOUNTS = 10_000;
    private static final int PEERS = 200;
    private static final int WORDS = 30_000;

    private final Random random = new Random(1);

    /** One message and where it goes. */
    record Said(XmlElement message, List<Placement> placements) {}

    static BareJid address(int account) {
        return BareJid.of("somebody" + account + "@example.org");
    }

    static TimelineId timeline(int account) {
        return TimelineId.ofAccount(account);
    }

    Said next() {
        boolean busy = random.nextInt(10) == 0;
        int one = busy ? BUSY : 2 + random.nextInt(ACCOUNTS);
        int other = busy ? 2 + skewed(PEERS) : 2 + random.nextInt(ACCOUNTS);
        int from = random.nextBoolean() ? one : other;
        int to = from == one ? other : one;
        XmlElement message = XmlElement.builder(Namespaces.CLIENT, "message")
                .attribute("from", address(from) + "/phone.4f2a")
                .attribute("to", address(to).toString())
                .attribute("type", "chat")
                .attribute("id", Long.toHexString(random.nextLong()))
                .child(XmlElement.of(Namespaces.CLIENT, "body", text()))
                .child(XmlElement.of("urn:xmpp:receipts", "request"))
                .build();
        Placement received = new Placement(timeline(to), address(from), true, false, true);
        Placement sent = new Placement(timeline(from), address(to), false, false, true);
        return new Said(message, from == to ? List.of(received) : List.of(received, sent));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 4 + random.nextInt(10); i > 0; i--) {
            text.append(word(skewed(WORDS))).append(' ');
        }
        return text.toString().strip();
    }

    static String word(int rank) {
        return "w" + Integer.toString(rank, Character.MAX_RADIX);
    }

    /** Small numbers often, large ones seldom. */
    private int skewed(int bound) {
        return (int) (Math.pow(bound, random.nextDouble()) - 1);
    }
}
