package im.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.jid.BareJid;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Managing presence subscriptions: RFC 6121 §3. */
class SubscriptionTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    /** Logged in, with the roster asked for and initial presence sent. */
    private static RawClient ready(String name, String resource) throws IOException {
        RawClient client = SERVER.login(name, resource);
        client.ask("get", "roster", "", "<query xmlns='jabber:iq:roster'/>");
        client.send("<presence/>");
        client.receive("presence");
        return client;
    }

    private static XmlElement presence(RawClient client, String type) throws IOException {
        return client.receive(
                e -> e.name().equals("presence") && e.attributeOr("type", "").equals(type));
    }

    /** What a roster push says: contact, subscription, and what is pending. */
    private static String push(RawClient client) throws IOException {
        XmlElement iq = client.receive(
                e -> e.name().equals("iq") && e.attributeOr("type", "").equals("set"));
        return told(iq.firstChild().flatMap(XmlElement::firstChild).orElseThrow());
    }

    private static String told(XmlElement item) {
        return item.attributeOr("jid", "") + " " + item.attributeOr("subscription", "")
                + item.attribute("ask").map(ask -> " asked").orElse("")
                + item.attribute("approved").map(approved -> " approved").orElse("");
    }

    private static List<String> roster(RawClient client) throws IOException {
        return client
                .ask("get", "again", "", "<query xmlns='jabber:iq:roster'/>")
                .firstChild()
                .orElseThrow()
                .children()
                .stream()
                .map(SubscriptionTest::told)
                .toList();
    }

    private static void mutual(RawClient one, RawClient other) throws IOException {
        befriend(one, other);
        befriend(other, one);
    }

    /** {@code one} gets the presence of {@code other}. */
    private static void befriend(RawClient one, RawClient other) throws IOException {
        one.send("<presence type='subscribe' to='" + other.address().bare() + "'/>");
        presence(other, "subscribe");
        other.send("<presence type='subscribed' to='" + one.address().bare() + "'/>");
        presence(one, "subscribed");
        one.receive(e -> e.name().equals("presence")
                && e.attributeOr("from", "").equals(other.address().toString()));
        one.drain();
        other.drain();
    }

    /** §3.1, with the stanzas of its examples. */
    @Test
    void aSubscriptionIsAskedForAndGranted() throws Exception {
        try (RawClient romeo = ready("romeo", "orchard");
                RawClient juliet = ready("juliet", "balcony")) {
            juliet.send("<presence><show>away</show></presence>");
            romeo.send("<presence id='xk3h1v69' to='juliet@localhost/balcony' type='subscribe'>"
                    + "<status>O speak</status></presence>");

            assertThat(push(romeo)).isEqualTo("juliet@localhost none asked");
            XmlElement request = presence(juliet, "subscribe");
            assertThat(request.attribute("from")).contains("romeo@localhost");
            assertThat(request.attribute("to")).contains("juliet@localhost");
            assertThat(request.attribute("id")).contains("xk3h1v69");
            assertThat(request.childText(Namespaces.CLIENT, "status")).contains("O speak");
            assertThat(juliet.drain()).isEmpty();
            assertThat(roster(juliet)).isEmpty();

            juliet.send("<presence id='h4v1c4kj' to='romeo@localhost' type='subscribed'/>");
            assertThat(push(juliet)).isEqualTo("romeo@localhost from");
            XmlElement granted = romeo.receive();
            assertThat(granted.attribute("type")).contains("subscribed");
            assertThat(granted.attribute("from")).contains("juliet@localhost");
            assertThat(push(romeo)).isEqualTo("juliet@localhost to");
            XmlElement presence = romeo.receive("presence");
            assertThat(presence.attribute("from")).contains("juliet@localhost/balcony");
            assertThat(presence.childText(Namespaces.CLIENT, "show")).contains("away");
        }
    }

    /** §3.1.3: whoever does not exist refuses. */
    @Test
    void nobodyRefuses() throws Exception {
        try (RawClient paris = ready("paris", "church")) {
            paris.send("<presence to='rosaline@localhost' type='subscribe'/>");
            assertThat(push(paris)).isEqualTo("rosaline@localhost none asked");
            assertThat(presence(paris, "unsubscribed").attribute("from")).contains("rosaline@localhost");
            assertThat(push(paris)).isEqualTo("rosaline@localhost none");
        }
    }

    /** RFC 6120 §10.4: the account hears of it, and may ask again when the other server is there. */
    @Test
    void anUnknownServerIsReported() throws Exception {
        try (RawClient paris = ready("paris2", "church")) {
            paris.send("<presence to='rosaline@verona.example' type='subscribe'/>");
            XmlElement error = presence(paris, "error");
            assertThat(error.attribute("from")).contains("rosaline@verona.example");
            assertThat(error.child(Namespaces.CLIENT, "error")
                            .orElseThrow()
                            .hasChild(Namespaces.STANZA_ERRORS, "remote-server-not-found"))
                    .isTrue();
        }
    }

    /** §3.1.3: kept until it is answered, delivered once to every resource that comes. */
    @Test
    void aRequestWaitsForTheContact() throws Exception {
        SERVER.account("nurse");
        try (RawClient peter = ready("peter", "street")) {
            peter.send("<presence to='nurse@localhost' type='subscribe'><status>Fan?</status></presence>"
                    + "<presence to='nurse@localhost' type='subscribe'/>");
            peter.drain();
            for (String resource : List.of("kitchen", "hall")) {
                try (RawClient nurse = SERVER.login("nurse", resource)) {
                    nurse.send("<presence/>");
                    XmlElement request = presence(nurse, "subscribe");
                    assertThat(request.childText(Namespaces.CLIENT, "status")).contains("Fan?");
                    assertThat(nurse.drain()).noneMatch(e -> e.name().equals("presence"));
                    nurse.leave();
                }
            }
            try (RawClient nurse = ready("nurse", "garden")) {
                nurse.send("<presence to='peter@localhost' type='unsubscribed'/>");
                presence(peter, "unsubscribed");
                assertThat(push(peter)).isEqualTo("nurse@localhost none");
                nurse.leave();
            }
            try (RawClient nurse = SERVER.online("nurse", "garden")) {
                assertThat(nurse.drain()).isEmpty();
            }
        }
    }

    /** §3.1.3. */
    @Test
    void aRequestIsRepeatedToWhoAlreadyGranted() throws Exception {
        try (RawClient one = ready("abraham", "street");
                RawClient other = ready("gregory", "street")) {
            befriend(one, other);
            one.send("<presence to='gregory@localhost' type='subscribe'/>");
            assertThat(one.receive("presence").attribute("from")).contains("gregory@localhost/street");
            assertThat(other.drain()).isEmpty();
        }
    }

    /** §3.2 and §3.3: one half of a mutual subscription ends, the other stays. */
    @Test
    void endingOneHalfKeepsTheOther() throws Exception {
        try (RawClient one = ready("benvolio", "street");
                RawClient other = ready("mercutio", "street")) {
            mutual(one, other);
            assertThat(roster(one)).containsExactly("mercutio@localhost both");

            one.send("<presence to='mercutio@localhost' type='unsubscribe'/>");
            assertThat(push(one)).isEqualTo("mercutio@localhost from");
            assertThat(one.receive("presence").attribute("type")).contains("unavailable");
            XmlElement told = other.receive();
            assertThat(told.attribute("type")).contains("unsubscribe");
            assertThat(push(other)).isEqualTo("benvolio@localhost to");

            one.send("<presence><show>dnd</show></presence>");
            assertThat(other.receive("presence").childText(Namespaces.CLIENT, "show"))
                    .contains("dnd");
            one.drain();
            other.send("<presence><show>xa</show></presence>");
            other.drain();
            assertThat(one.drain()).isEmpty();
        }
    }

    /** §3.2. */
    @Test
    void aSubscriptionIsCancelled() throws Exception {
        try (RawClient one = ready("lady", "hall");
                RawClient other = ready("capulet", "hall")) {
            mutual(one, other);
            one.send("<presence to='capulet@localhost' type='unsubscribed'/>");
            assertThat(push(one)).isEqualTo("capulet@localhost to");
            List<String> types = List.of(
                    other.receive("presence").attributeOr("type", ""),
                    other.receive("presence").attributeOr("type", ""));
            assertThat(types).containsExactlyInAnyOrder("unavailable", "unsubscribed");
            assertThat(roster(other)).containsExactly("lady@localhost from");
        }
    }

    /** §3.4. */
    @Test
    void whoWasApprovedIsNotAskedAbout() throws Exception {
        try (RawClient one = ready("laurence", "cell");
                RawClient other = ready("john", "road")) {
            one.send("<presence to='john@localhost' type='subscribed'/>");
            assertThat(push(one)).isEqualTo("john@localhost none approved");
            assertThat(other.drain()).isEmpty();

            other.send("<presence to='laurence@localhost' type='subscribe'/>");
            assertThat(push(other)).isEqualTo("laurence@localhost none asked");
            presence(other, "subscribed");
            assertThat(push(other)).isEqualTo("laurence@localhost to");
            assertThat(other.receive("presence").attribute("from")).contains("laurence@localhost/cell");
            assertThat(push(one)).isEqualTo("john@localhost from approved");
            assertThat(one.drain()).isEmpty();
        }
    }

    /** §3.4.2. */
    @Test
    void anApprovalIsTakenBack() throws Exception {
        try (RawClient one = ready("escalus", "palace");
                RawClient other = ready("page", "street")) {
            one.send("<presence to='page@localhost' type='subscribed'/>"
                    + "<presence to='page@localhost' type='unsubscribed'/>");
            assertThat(push(one)).isEqualTo("page@localhost none approved");
            assertThat(push(one)).isEqualTo("page@localhost none");
            assertThat(other.drain()).isEmpty();
            other.send("<presence to='escalus@localhost' type='subscribe'/>");
            presence(one, "subscribe");
        }
    }

    /** §2.5.2. */
    @Test
    void removingAContactEndsBothSubscriptions() throws Exception {
        try (RawClient one = ready("montague", "hall");
                RawClient other = ready("tybalt", "street")) {
            mutual(one, other);
            one.ask(
                    "set",
                    "rm",
                    "",
                    "<query xmlns='jabber:iq:roster'><item jid='tybalt@localhost' subscription='remove'/></query>");
            List<String> types = List.of(
                    other.receive("presence").attributeOr("type", ""),
                    other.receive("presence").attributeOr("type", ""),
                    other.receive("presence").attributeOr("type", ""));
            assertThat(types).containsExactlyInAnyOrder("unsubscribe", "unsubscribed", "unavailable");
            assertThat(roster(one)).isEmpty();
            assertThat(roster(other)).containsExactly("montague@localhost none");
        }
    }

    @Test
    void nobodySubscribesToThemselves() throws Exception {
        try (RawClient one = ready("sampson", "street")) {
            one.send("<presence to='sampson@localhost' type='subscribe'/>");
            assertThat(presence(one, "error")
                            .child(Namespaces.CLIENT, "error")
                            .orElseThrow()
                            .hasChild(Namespaces.STANZA_ERRORS, "not-allowed"))
                    .isTrue();
        }
    }

    @Test
    void aDeletedAccountEndsItsSubscriptions() throws Exception {
        try (RawClient one = ready("potpan", "kitchen");
                RawClient other = ready("anthony", "kitchen")) {
            mutual(one, other);
            other.leave();
            one.drain();
            SERVER.server().get(AccountDirectory.class).delete(BareJid.of("anthony@localhost"));
            presence(one, "unsubscribed");
            assertThat(roster(one)).containsExactly("anthony@localhost none");
        }
    }

    /** §3.1.3: a request is kept until it is answered, whatever happens to the server. */
    @Test
    void aRequestSurvivesARestart() throws Exception {
        SERVER.account("sister");
        try (RawClient one = ready("brother", "street")) {
            one.send("<presence to='sister@localhost' type='subscribe'><status>remember</status></presence>");
            assertThat(push(one)).isEqualTo("sister@localhost none asked");
        }
        SERVER.stop();
        SERVER.start();
        try (RawClient other = SERVER.login("sister", "hall");
                RawClient one = ready("brother", "street")) {
            other.send("<presence/>");
            assertThat(presence(other, "subscribe").childText(Namespaces.CLIENT, "status"))
                    .contains("remember");
            assertThat(roster(one)).containsExactly("sister@localhost none asked");
            other.send("<presence to='brother@localhost' type='subscribed'/>");
            presence(one, "subscribed");
            assertThat(push(one)).isEqualTo("sister@localhost to");
        }
    }
}
