package im.carillon.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0191 §3, with reports of XEP-0377. */
class BlockingTest {

    private static final String NS = "urn:xmpp:blocking";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String change(String name, String... addresses) {
        StringBuilder change = new StringBuilder("<" + name + " xmlns='" + NS + "'>");
        for (String address : addresses) {
            change.append("<item jid='").append(address).append("'/>");
        }
        return change.append("</").append(name).append('>').toString();
    }

    private static List<String> list(RawClient client) throws IOException {
        return items(client.ask("get", "list", "", "<blocklist xmlns='" + NS + "'/>")
                .child(NS, "blocklist")
                .orElseThrow());
    }

    private static List<String> items(XmlElement list) {
        return list.children(NS, "item").stream()
                .map(item -> item.attributeOr("jid", ""))
                .toList();
    }

    private static boolean isPush(XmlElement element, String name) {
        return element.attributeOr("type", "").equals("set") && element.hasChild(NS, name);
    }

    @Test
    void theListFollowsBlockingAndUnblocking() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            assertThat(list(juliet)).isEmpty();
            juliet.ask("set", "b1", "", change("block", "romeo@example.net", "example.com"));
            assertThat(list(juliet)).containsExactly("example.com", "romeo@example.net");
            juliet.ask("set", "b2", "", change("unblock", "romeo@example.net"));
            assertThat(list(juliet)).containsExactly("example.com");
            juliet.ask("set", "b3", "", change("unblock"));
            assertThat(list(juliet)).isEmpty();
        }
    }

    @Test
    void clientsThatAskedForTheListHearOfChanges() throws Exception {
        try (RawClient desk = SERVER.login("nurse", "desk");
                RawClient phone = SERVER.login("nurse", "phone");
                RawClient silent = SERVER.login("nurse", "silent")) {
            list(desk);
            list(phone);
            desk.send("<iq type='set' id='b1'>" + change("block", "peter@example.net") + "</iq>");
            assertThat(desk.receive("iq").attribute("type")).contains("result");
            assertThat(isPush(desk.receive("iq"), "block")).isTrue();
            XmlElement push = phone.receive(e -> isPush(e, "block"));
            assertThat(push.attribute("to")).contains("nurse@localhost/phone");
            assertThat(items(push.child(NS, "block").orElseThrow())).containsExactly("peter@example.net");
            assertThat(silent.drain()).isEmpty();
            phone.send("<iq type='set' id='b2'>" + change("unblock") + "</iq>");
            assertThat(items(desk.receive(e -> isPush(e, "unblock"))
                            .child(NS, "unblock")
                            .orElseThrow()))
                    .isEmpty();
        }
    }

    @Test
    void nothingPassesBetweenTheTwo() throws Exception {
        try (RawClient paris = SERVER.online("paris", "palace");
                RawClient tybalt = SERVER.online("tybalt", "street")) {
            paris.ask("set", "b1", "", change("block", "tybalt@localhost"));

            paris.send("<message to='tybalt@localhost' id='m1'><body>hi</body></message>");
            XmlElement refused = paris.receive("message");
            assertThat(Errors.condition(refused)).isEqualTo("not-acceptable");
            assertThat(refused.child("jabber:client", "error")
                            .orElseThrow()
                            .hasChild("urn:xmpp:blocking:errors", "blocked"))
                    .isTrue();

            tybalt.send("<message to='paris@localhost' type='chat' id='m2'><body>hi</body></message>");
            assertThat(Errors.condition(tybalt.receive("message"))).isEqualTo("service-unavailable");
            XmlElement pong = tybalt.ask("get", "p1", "paris@localhost/palace", "<ping xmlns='urn:xmpp:ping'/>");
            assertThat(Errors.condition(pong)).isEqualTo("service-unavailable");
            tybalt.send("<presence to='paris@localhost' type='subscribe'/>");
            tybalt.send("<message to='paris@localhost' type='headline'><body>news</body></message>");
            assertThat(tybalt.drain()).isEmpty();
            assertThat(paris.drain()).isEmpty();

            paris.ask("set", "b2", "", change("unblock", "tybalt@localhost"));
            tybalt.send("<message to='paris@localhost' type='chat' id='m3'><body>again</body></message>");
            assertThat(paris.receive("message").attribute("id")).contains("m3");
        }
    }

    @Test
    void theBlockedContactSeesTheAccountGoAndComeBack() throws Exception {
        try (RawClient friar = SERVER.online("friar", "cell");
                RawClient mercutio = SERVER.online("mercutio", "street")) {
            Subscribing.subscribe(mercutio, friar);
            mercutio.receive(e -> e.attributeOr("from", "").equals("friar@localhost/cell"));
            friar.ask("set", "b1", "", change("block", "mercutio@localhost"));
            assertThat(mercutio.receive("presence").attribute("type")).contains("unavailable");
            friar.send("<presence><status>hidden</status></presence>");
            friar.drain();
            assertThat(mercutio.drain()).isEmpty();
            friar.ask("set", "b2", "", change("unblock", "mercutio@localhost"));
            XmlElement back = mercutio.receive("presence");
            assertThat(back.attribute("type")).isEmpty();
            assertThat(back.childText("jabber:client", "status")).contains("hidden");
        }
    }

    @Test
    void oneCannotLockOneselfOut() throws Exception {
        try (RawClient first = SERVER.online("balthasar", "first");
                RawClient second = SERVER.online("balthasar", "second")) {
            first.ask("set", "b1", "", change("block", "localhost", "balthasar@localhost"));
            first.send("<message to='balthasar@localhost/second' id='m1' type='chat'><body>me</body></message>");
            assertThat(second.receive("message").attribute("id")).contains("m1");
            assertThat(first.ask("get", "p1", "localhost", "<ping xmlns='urn:xmpp:ping'/>")
                            .attribute("type"))
                    .contains("result");
            assertThat(first.ask("set", "b2", "", change("unblock")).attribute("type"))
                    .contains("result");
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            assertThat(Errors.condition(juliet.ask("set", "1", "", change("block"))))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(juliet.ask("set", "2", "", change("block", "@"))))
                    .isEqualTo("jid-malformed");
            assertThat(Errors.condition(juliet.ask("set", "3", "", "<block xmlns='" + NS + "'><item/></block>")))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(juliet.ask("set", "4", "romeo@localhost", change("block", "a@b"))))
                    .isEqualTo("forbidden");
        }
    }

    @Test
    void aReportComesWithTheBlock() throws Exception {
        try (RawClient reporter = SERVER.login("reporter", "desk")) {
            XmlElement answer = reporter.ask(
                    "set",
                    "b1",
                    "",
                    "<block xmlns='" + NS + "'><item jid='spammer@example.net'>"
                            + "<report xmlns='urn:xmpp:reporting:1' reason='urn:xmpp:reporting:spam'/></item></block>");
            assertThat(answer.attribute("type")).contains("result");
            assertThat(list(reporter)).containsExactly("spammer@example.net");
        }
    }
}
