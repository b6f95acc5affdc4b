package im.carillon.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Managing the roster: RFC 6121 §2. */
class RosterTest {

    private static final String ROSTER = "jabber:iq:roster";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static XmlElement set(RawClient client, String items) throws IOException {
        return client.ask("set", "set", "", "<query xmlns='jabber:iq:roster'>" + items + "</query>");
    }

    private static XmlElement get(RawClient client, String version) throws IOException {
        return client.ask("get", "get", "", "<query xmlns='jabber:iq:roster'" + version + "/>");
    }

    private static XmlElement push(RawClient client) throws IOException {
        return client.receive(e -> e.attributeOr("type", "").equals("set"));
    }

    private static XmlElement item(XmlElement iq) {
        return iq.child(ROSTER, "query")
                .flatMap(query -> query.child(ROSTER, "item"))
                .orElseThrow();
    }

    private static String version(XmlElement iq) {
        return iq.child(ROSTER, "query")
                .flatMap(query -> query.attribute("ver"))
                .orElseThrow();
    }

    private static String condition(XmlElement iq) {
        return iq.child(Namespaces.CLIENT, "error")
                .flatMap(error -> error.childIn(Namespaces.STANZA_ERRORS))
                .map(XmlElement::name)
                .orElse("no error");
    }

    /** §2.6.1, §3.4.1. */
    @Test
    void versioningAndPreApprovalAreAnnouncedAfterLogin() throws Exception {
        SERVER.account("ann");
        try (RawClient ann = SERVER.connect()) {
            assertThat(ann.open().childIn("urn:xmpp:features:rosterver")).isEmpty();
            ann.authenticate("ann", "ann");
            XmlElement features = ann.open();
            assertThat(features.hasChild("urn:xmpp:features:rosterver", "ver")).isTrue();
            assertThat(features.hasChild("urn:xmpp:features:pre-approval", "sub"))
                    .isTrue();
        }
    }

    /** §2.1.4, §2.2, §2.3. */
    @Test
    void anItemIsAddedAndEveryInterestedResourceIsTold() throws Exception {
        try (RawClient balcony = SERVER.login("juliet", "balcony");
                RawClient chamber = SERVER.login("juliet", "chamber");
                RawClient garden = SERVER.login("juliet", "garden")) {
            get(balcony, "");
            get(chamber, "");
            balcony.send("<iq type='set' id='a1'><query xmlns='jabber:iq:roster'>"
                    + "<item jid='Nurse@Localhost' name='Nurse' subscription='both' ask='subscribe'>"
                    + "<group>Servants</group></item></query></iq>");

            XmlElement push = push(chamber);
            assertThat(push.attribute("to")).contains("juliet@localhost/chamber");
            assertThat(push.attribute("id")).isPresent();
            assertThat(item(push).toString())
                    .isEqualTo("<item xmlns='jabber:iq:roster' jid='nurse@localhost' name='Nurse'"
                            + " subscription='none'><group>Servants</group></item>");
            assertThat(item(push(balcony)).attribute("jid")).contains("nurse@localhost");
            assertThat(balcony.receive("iq").attribute("type")).contains("result");
            assertThat(garden.drain()).isEmpty();

            XmlElement roster = get(garden, "");
            assertThat(item(roster)).isEqualTo(item(push));
            assertThat(version(roster)).isEqualTo(version(push));
        }
    }

    /** §2.4: name and groups are replaced as a whole. */
    @Test
    void anItemIsUpdated() throws Exception {
        try (RawClient tybalt = SERVER.login("tybalt", "street")) {
            set(tybalt, "<item jid='romeo@localhost' name='Villain'><group>Foes</group><group>Town</group></item>");
            set(tybalt, "<item jid='romeo@localhost'><group>Town</group></item>");
            XmlElement item = item(get(tybalt, ""));
            assertThat(item.attribute("name")).isEmpty();
            assertThat(item.children()).extracting(XmlElement::text).containsExactly("Town");
        }
    }

    /** §2.5. */
    @Test
    void anItemIsRemoved() throws Exception {
        try (RawClient paris = SERVER.login("paris", "church")) {
            get(paris, "");
            set(paris, "<item jid='juliet@localhost'/>");
            paris.send("<iq type='set' id='r1'><query xmlns='jabber:iq:roster'>"
                    + "<item jid='juliet@localhost' subscription='remove'/></query></iq>");
            XmlElement push = push(paris);
            assertThat(item(push).attribute("subscription")).contains("remove");
            assertThat(paris.receive("iq").attribute("type")).contains("result");
            assertThat(get(paris, "").child(ROSTER, "query").orElseThrow().children())
                    .isEmpty();
            assertThat(condition(set(paris, "<item jid='juliet@localhost' subscription='remove'/>")))
                    .isEqualTo("item-not-found");
        }
    }

    /** §2.3.3, §2.5.3, and what §2.1.5 says about the number of items. */
    @ParameterizedTest(name = "{0} for {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "bad-request    |<item jid='a@localhost'/><item jid='b@localhost'/>",
                "bad-request    |''",
                "bad-request    |<item/>",
                "bad-request    |<thing jid='a@localhost'/>",
                "jid-malformed  |<item jid='a@@localhost'/>",
                "bad-request    |<item jid='a@localhost'><group>x</group><group>x</group></item>",
                "not-acceptable |<item jid='a@localhost'><group/></item>",
                "not-allowed    |<item jid='mercutio@localhost'/>",
                "item-not-found |<item jid='a@localhost' subscription='remove'/>",
                "bad-request    |<item jid='a@localhost' subscription='remove'/><item jid='b@localhost'/>"
            })
    void wrongSetsAreRefused(String condition, String items) throws Exception {
        try (RawClient mercutio = SERVER.login("mercutio", "street")) {
            assertThat(condition(set(mercutio, items))).isEqualTo(condition);
            assertThat(get(mercutio, "").child(ROSTER, "query").orElseThrow().children())
                    .isEmpty();
        }
    }

    /** §2.3.3. */
    @Test
    void longNamesAreRefused() throws Exception {
        String name = "é".repeat(512);
        try (RawClient mercutio = SERVER.login("mercutio", "square")) {
            assertThat(condition(set(mercutio, "<item jid='a@localhost' name='" + name + "'/>")))
                    .isEqualTo("not-acceptable");
            assertThat(condition(set(mercutio, "<item jid='a@localhost'><group>" + name + "</group></item>")))
                    .isEqualTo("not-acceptable");
        }
    }

    /** §2.1.5, §2.3.3: the roster of somebody else. */
    @Test
    void aRosterIsForItsOwnerOnly() throws Exception {
        SERVER.account("capulet");
        try (RawClient benvolio = SERVER.login("benvolio", "street")) {
            assertThat(condition(benvolio.ask("get", "g", "capulet@localhost", "<query xmlns='jabber:iq:roster'/>")))
                    .isEqualTo("forbidden");
            assertThat(condition(benvolio.ask(
                            "set",
                            "s",
                            "capulet@localhost",
                            "<query xmlns='jabber:iq:roster'><item jid='benvolio@localhost'/></query>")))
                    .isEqualTo("forbidden");
            assertThat(benvolio.ask("get", "o", "benvolio@localhost", "<query xmlns='jabber:iq:roster'/>")
                            .attribute("type"))
                    .contains("result");
        }
    }

    /** §2.6.3. */
    @Test
    void aClientThatKnowsAVersionGetsTheDifference() throws Exception {
        String first;
        try (RawClient peter = SERVER.login("peter", "kitchen")) {
            set(peter, "<item jid='a@localhost' name='A'/>");
            set(peter, "<item jid='b@localhost' name='B'/>");
            set(peter, "<item jid='c@localhost' name='C'/>");
            first = version(get(peter, " ver=''"));
            assertThat(get(peter, " ver='" + first + "'").children()).isEmpty();
            set(peter, "<item jid='b@localhost' subscription='remove'/>");
            set(peter, "<item jid='c@localhost' name='See'/>");
        }
        try (RawClient peter = SERVER.login("peter", "cellar")) {
            assertThat(get(peter, " ver='" + first + "'").children()).isEmpty();
            XmlElement removed = push(peter);
            assertThat(item(removed).attribute("jid")).contains("b@localhost");
            assertThat(item(removed).attribute("subscription")).contains("remove");
            XmlElement renamed = push(peter);
            assertThat(item(renamed).attribute("name")).contains("See");
            assertThat(get(peter, " ver='" + version(renamed) + "'").children()).isEmpty();
            assertThat(peter.drain()).isEmpty();
        }
    }

    /** §2.6.3: what the server cannot compare with leads to the whole roster. */
    @ParameterizedTest
    @CsvSource({"''", "nonsense", "ab-cd", "-", "zzzzzzzzzzzzzzzzzzzz-1"})
    void anUnknownVersionLeadsToTheWholeRoster(String version) throws Exception {
        try (RawClient sampson = SERVER.login("sampson", "square")) {
            set(sampson, "<item jid='gregory@localhost'/>");
            assertThat(item(get(sampson, " ver='" + version + "'")).attribute("jid"))
                    .contains("gregory@localhost");
        }
    }

    @Test
    void whatIsSentTogetherIsAnsweredInOrder() throws Exception {
        try (RawClient balthasar = SERVER.login("balthasar", "road")) {
            String get = "<iq type='get' id='%s'><query xmlns='jabber:iq:roster'/></iq>";
            balthasar.send(get.formatted("1") + get.formatted("2")
                    + "<iq type='set' id='3'><query xmlns='jabber:iq:roster'><item jid='x@localhost'/></query></iq>");
            assertThat(List.of(
                            balthasar.receive("iq").attributeOr("id", ""),
                            balthasar.receive("iq").attributeOr("id", "")))
                    .containsExactly("1", "2");
            assertThat(item(push(balthasar)).attribute("jid")).contains("x@localhost");
            assertThat(balthasar.receive("iq").attribute("id")).contains("3");
        }
    }
}
