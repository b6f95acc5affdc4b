package im.carillon.integration.crash;

import im.carillon.integration.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * A node at the pubsub service to which one publishes and another is subscribed, and a node of the
 * publisher's own account (XEP-0060, XEP-0163): what is published is kept once and in order, and the
 * subscriber is told of each item once and in order, since the first node's notifications are of the
 * kind that waits for those who are away.
 */
final class Feed implements Conversation {

    private static final String SERVICE = "pubsub." + Configuration.HOST;
    private static final String NODE = "crash";
    private static final String PERSONAL = "urn:example:crash";

    /** How many items a node keeps when it is told to keep as many as it can. */
    private static final int KEPT = 10_000;

    private final Client subscriber;
    private final Talker publisher;
    private final Talker diarist;

    Feed(Client publisher, Client subscriber, Client diarist) {
        this.publisher = Talker.publishing(publisher, SERVICE, NODE, 0);
        this.subscriber = subscriber;
        this.diarist = Talker.publishing(diarist, "", PERSONAL, 0);
    }

    /** Makes the nodes, and subscribes. */
    void begin() throws InterruptedException {
        String all = "<field var='pubsub#max_items'><value>max</value></field>";
        publisher
                .client()
                .ask(
                        "iq",
                        create(
                                SERVICE,
                                NODE,
                                all + "<field var='pubsub#notification_type'><value>normal</value></field>"));
        diarist.client().ask("iq", create(diarist.client().account(), PERSONAL, all));
        subscriber.ask(
                "iq",
                "<iq type='set' id='subscribe' to='" + SERVICE
                        + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='" + NODE + "' jid='"
                        + subscriber.account() + "'/></pubsub></iq>");
    }

    private static String create(String address, String node, String fields) {
        return "<iq type='set' id='create' to='" + address
                + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='" + node
                + "'/><configure><x xmlns='jabber:x:data' type='submit'>" + fields
                + "</x></configure></pubsub></iq>";
    }

    @Override
    public List<Client> clients() {
        return List.of(publisher.client(), subscriber, diarist.client());
    }

    @Override
    public List<Talker> talkers() {
        return List.of(publisher, diarist);
    }

    @Override
    public boolean hasHeardAll() {
        return subscriber.received().size() >= publisher.said();
    }

    @Override
    public List<String> problems() throws InterruptedException {
        List<String> problems = new ArrayList<>();
        Comparison.of("arrived at a subscriber", publisher.words(), subscriber.received())
                .ifPresent(problems::add);
        Comparison.of("is in the node", kept(publisher), publisher.client().items(SERVICE, NODE))
                .ifPresent(problems::add);
        Comparison.of(
                        "is in the node of an account",
                        kept(diarist),
                        diarist.client().items("", PERSONAL))
                .ifPresent(problems::add);
        return problems;
    }

    private static List<Integer> kept(Talker talker) {
        List<Integer> all = talker.words();
        return all.subList(Math.max(0, all.size() - KEPT), all.size());
    }
}
