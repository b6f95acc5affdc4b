package im.carillon.pubsub;

import static im.carillon.testkit.Pubsub.conditions;
import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the administrator bounds (XEP-0060 §6.1.3.9, §7.1.3.5). */
class PubsubLimitsTest {

    private static final String SERVICE = "pubsub.localhost";

    @RegisterExtension
    static final TestServer SERVER = new TestServer("""
        [pubsub]
        nodes_per_account = 20
        nodes = 25
        items = 3
        payload_size = "1 KiB"
        subscriptions_per_account = 2
        subscribers = 2
        """);

    private static XmlElement set(RawClient client, String payload) throws Exception {
        return client.ask("set", "s", SERVICE, request(payload));
    }

    private static XmlElement subscribe(RawClient client, String node) throws Exception {
        return set(
                client,
                "<subscribe node='" + node + "' jid='" + client.address().bare() + "'/>");
    }

    @Test
    void nodesSubscriptionsItemsAndPayloadsAreBounded() throws Exception {
        try (RawClient first = SERVER.online("first", "a");
                RawClient second = SERVER.online("second", "a");
                RawClient third = SERVER.online("third", "a")) {
            for (int i = 0; i < 20; i++) {
                assertThat(conditions(set(first, "<create node='n" + i + "'/>")))
                        .isEmpty();
            }
            assertThat(conditions(set(first, "<create node='more'/>")))
                    .isEqualTo("policy-violation max-nodes-exceeded");
            assertThat(conditions(
                            first.ask("set", "p", "", request(publish("urn:example:more", "x", "<a xmlns='b'/>")))))
                    .as("at the own address, too")
                    .isEqualTo("policy-violation max-nodes-exceeded");
            for (int i = 20; i < 25; i++) {
                assertThat(conditions(set(second, "<create node='n" + i + "'/>")))
                        .isEmpty();
            }
            assertThat(conditions(set(second, "<create node='more'/>")))
                    .as("the service is full")
                    .isEqualTo("policy-violation max-nodes-exceeded");
            assertThat(conditions(subscribe(first, "n0")) + conditions(subscribe(first, "n1")))
                    .isEmpty();
            assertThat(conditions(subscribe(first, "n2"))).isEqualTo("policy-violation too-many-subscriptions");
            assertThat(conditions(subscribe(second, "n0"))).isEmpty();
            assertThat(conditions(subscribe(third, "n0"))).isEqualTo("policy-violation too-many-subscriptions");
            assertThat(conditions(set(first, publish("n0", "big", "<a xmlns='b'>" + "x".repeat(1_100) + "</a>"))))
                    .isEqualTo("not-acceptable payload-too-big");
            for (int i = 0; i < 5; i++) {
                String wanted = options("max_items", "max");
                third.ask("set", "p", "", request(publish("urn:example:list", "i" + i, "<a xmlns='b'/>") + wanted));
            }
            assertThat(ids(third.ask("get", "i", "", request("<items node='urn:example:list'/>"))))
                    .containsExactly("i2", "i3", "i4");
        }
    }
}
