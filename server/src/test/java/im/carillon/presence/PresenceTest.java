package im.carillon.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exchanging presence: RFC 6121 §4. */
class PresenceTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static XmlElement from(RawClient receiver, String address) throws IOException {
        return receiver.receive(
                e -> e.name().equals("presence") && e.attributeOr("from", "").equals(address));
    }

    /** {@code name} lets {@code watcher} see its presence. */
    private static void letSee(String name, String watcher) throws IOException {
        try (RawClient seen = SERVER.login(name, "setup");
                RawClient sees = SERVER.login(watcher, "setup")) {
            seen.ask("get", "r", "", "<query xmlns='jabber:iq:roster'/>");
            sees.ask("get", "r", "", "<query xmlns='jabber:iq:roster'/>");
            seen.send("<presence type='subscribed' to='" + watcher + "@localhost'/>");
            seen.drain();
            sees.send("<presence type='subscribe' to='" + name + "@localhost'/>");
            sees.receive(e -> e.attributeOr("type", "").equals("subscribed"));
            seen.leave();
            sees.leave();
        }
    }

    private static String show(XmlElement presence) {
        return presence.childText(Namespaces.CLIENT, "show").orElse("");
    }

    /** §4.2, §4.4, §4.5. */
    @Test
    void subscribersSeeOneComeChangeAndGo() throws Exception {
        letSee("juliet", "romeo");
        try (RawClient romeo = SERVER.online("romeo", "orchard");
                RawClient juliet = SERVER.online("juliet", "balcony")) {
            XmlElement arrived = from(romeo, "juliet@localhost/balcony");
            assertThat(arrived.attribute("to")).contains("romeo@localhost");
            assertThat(arrived.attribute("type")).isEmpty();

            juliet.send("<presence><show>away</show><priority>-5</priority>"
                    + "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/></presence>");
            XmlElement away = from(romeo, "juliet@localhost/balcony");
            assertThat(show(away)).isEqualTo("away");
            assertThat(away.childText(Namespaces.CLIENT, "priority")).contains("-5");
            assertThat(away.hasChild("http://jabber.org/protocol/caps", "c")).isTrue();

            juliet.send("<presence type='unavailable'><status>gone home</status></presence>");
            XmlElement gone = from(romeo, "juliet@localhost/balcony");
            assertThat(gone.attribute("type")).contains("unavailable");
            assertThat(gone.childText(Namespaces.CLIENT, "status")).contains("gone home");
            juliet.drain();

            romeo.send("<presence><show>chat</show></presence>");
            romeo.drain();
            assertThat(juliet.drain()).isEmpty();
        }
    }

    /** §4.3: whoever comes later learns what there is, in the last words of each resource. */
    @Test
    void whoComesLaterIsTold() throws Exception {
        letSee("paris", "rosaline");
        try (RawClient church = SERVER.online("paris", "church");
                RawClient tomb = SERVER.online("paris", "tomb")) {
            church.send("<presence><show>dnd</show></presence>");
            church.drain();
            tomb.drain();
            try (RawClient rosaline = SERVER.online("rosaline", "feast")) {
                XmlElement first = rosaline.receive("presence");
                XmlElement second = rosaline.receive("presence");
                assertThat(first.attribute("from")).contains("paris@localhost/church");
                assertThat(show(first)).isEqualTo("dnd");
                assertThat(second.attribute("from")).contains("paris@localhost/tomb");
                assertThat(rosaline.drain()).isEmpty();
            }
        }
        try (RawClient rosaline = SERVER.online("rosaline", "feast")) {
            XmlElement nobody = rosaline.receive("presence");
            assertThat(nobody.attribute("from").orElseThrow()).startsWith("paris@localhost");
            assertThat(nobody.attribute("type")).contains("unavailable");
        }
    }

    /** §4.2.2: one's own resources see each other. */
    @Test
    void ownResourcesSeeEachOther() throws Exception {
        try (RawClient hall = SERVER.online("capulet", "hall")) {
            hall.send("<presence><show>xa</show></presence>");
            from(hall, "capulet@localhost/hall");
            RawClient garden = SERVER.login("capulet", "garden");
            garden.send("<presence/>");
            assertThat(garden.receive("presence").attribute("from")).contains("capulet@localhost/garden");
            assertThat(show(from(garden, "capulet@localhost/hall"))).isEqualTo("xa");
            from(hall, "capulet@localhost/garden");
            garden.close();
            assertThat(from(hall, "capulet@localhost/garden").attribute("type")).contains("unavailable");
        }
    }

    /** §4.5.2: also who is cut off goes. */
    @Test
    void aLostConnectionIsTheEnd() throws Exception {
        letSee("tybalt", "nurse");
        try (RawClient nurse = SERVER.online("nurse", "street")) {
            RawClient tybalt = SERVER.online("tybalt", "square");
            from(nurse, "tybalt@localhost/square");
            tybalt.close();
            assertThat(from(nurse, "tybalt@localhost/square").attribute("type")).contains("unavailable");
        }
    }

    /** Many times, since the two sessions end and begin on threads of their own. */
    @Test
    void whoeverTakesOverAResourceIsNotTakenForGone() throws Exception {
        letSee("peter", "angelica");
        try (RawClient angelica = SERVER.online("angelica", "kitchen")) {
            RawClient before = SERVER.online("peter", "road");
            from(angelica, "peter@localhost/road");
            angelica.drain(); // the answer to her own probe may say the same once more
            for (int i = 0; i < 20; i++) {
                RawClient after = SERVER.online("peter", "road");
                before.awaitEnd();
                before.close();
                assertThat(from(angelica, "peter@localhost/road").attribute("type"))
                        .contains("unavailable");
                assertThat(from(angelica, "peter@localhost/road").attribute("type"))
                        .isEmpty();
                after.drain();
                assertThat(angelica.drain()).isEmpty();
                before = after;
            }
            before.close();
        }
    }

    /** §4.3.2. */
    @Test
    void probesAreAnsweredForSubscribersOnly() throws Exception {
        letSee("laurence", "john");
        try (RawClient john = SERVER.login("john", "road");
                RawClient stranger = SERVER.login("stranger", "road");
                RawClient laurence = SERVER.online("laurence", "cell")) {
            john.send("<presence type='probe' to='laurence@localhost'/>");
            assertThat(from(john, "laurence@localhost/cell").attribute("to")).contains("john@localhost/road");
            john.send("<presence type='probe' to='laurence@localhost/cell'/>");
            from(john, "laurence@localhost/cell");
            stranger.send("<presence type='probe' to='laurence@localhost'/>");
            assertThat(stranger.drain()).noneMatch(e -> e.name().equals("presence"));
            assertThat(laurence.drain()).isEmpty();
        }
    }

    /** §4.6. */
    @Test
    void directedPresenceReachesStrangersAndIsCleanedUp() throws Exception {
        try (RawClient benvolio = SERVER.online("benvolio", "street");
                RawClient mercutio = SERVER.online("mercutio", "square")) {
            RawClient visitor = SERVER.login("visitor", "gate");
            visitor.send("<presence to='benvolio@localhost/street'><status>hist</status></presence>"
                    + "<presence to='mercutio@localhost'/>");
            assertThat(from(benvolio, "visitor@localhost/gate").childText(Namespaces.CLIENT, "status"))
                    .contains("hist");
            from(mercutio, "visitor@localhost/gate");

            visitor.send("<presence/>");
            visitor.drain();
            assertThat(benvolio.drain()).isEmpty();

            visitor.send("<presence type='unavailable' to='mercutio@localhost'/>");
            assertThat(from(mercutio, "visitor@localhost/gate").attribute("type"))
                    .contains("unavailable");
            visitor.close();
            assertThat(from(benvolio, "visitor@localhost/gate").attribute("type"))
                    .contains("unavailable");
            assertThat(mercutio.drain()).isEmpty();
        }
    }

    /** §4.6.3: also when the session says itself that it is no longer available. */
    @Test
    void directedPresenceEndsWithTheBroadcast() throws Exception {
        try (RawClient sampson = SERVER.online("sampson", "street");
                RawClient gregory = SERVER.online("gregory", "street")) {
            gregory.send("<presence to='sampson@localhost'/>");
            from(sampson, "gregory@localhost/street");
            gregory.send("<presence type='unavailable'/>");
            assertThat(from(sampson, "gregory@localhost/street").attribute("type"))
                    .contains("unavailable");
            gregory.send("<presence/>");
            gregory.drain();
            assertThat(sampson.drain()).isEmpty();
        }
    }

    /** §8.5.2.1.2, §8.5.3: all available resources of a bare address, one of a full one. */
    @Test
    void presenceToAnAddressGoesWhereItSays() throws Exception {
        try (RawClient one = SERVER.online("abraham", "one");
                RawClient two = SERVER.online("abraham", "two");
                RawClient silent = SERVER.login("abraham", "silent");
                RawClient sender = SERVER.login("balthasar", "road")) {
            one.drain();
            sender.send("<presence to='abraham@localhost/one'/>");
            from(one, "balthasar@localhost/road");
            sender.send("<presence to='abraham@localhost'/>");
            from(one, "balthasar@localhost/road");
            from(two, "balthasar@localhost/road");
            assertThat(two.drain()).isEmpty();
            assertThat(silent.drain()).isEmpty();
        }
    }

    /** XEP-0191 §3.3 and §3.4. */
    @Test
    void whoIsBlockedSeesNothing() throws Exception {
        letSee("potpan", "anthony");
        String address = "<item jid='anthony@localhost'/>";
        try (RawClient anthony = SERVER.online("anthony", "hall");
                RawClient potpan = SERVER.online("potpan", "kitchen")) {
            from(anthony, "potpan@localhost/kitchen");
            potpan.ask("set", "b", "", "<block xmlns='urn:xmpp:blocking'>" + address + "</block>");
            assertThat(from(anthony, "potpan@localhost/kitchen").attribute("type"))
                    .contains("unavailable");
            potpan.send("<presence><show>away</show></presence>");
            potpan.drain();
            assertThat(anthony.drain()).isEmpty();
            potpan.ask("set", "u", "", "<unblock xmlns='urn:xmpp:blocking'>" + address + "</unblock>");
            assertThat(show(from(anthony, "potpan@localhost/kitchen"))).isEqualTo("away");
        }
    }

    /** Two who arrive at the same moment see each other, whoever is first. */
    @Test
    void whoArrivesTogetherSeesTheOther() throws Exception {
        letSee("sunny", "rainy");
        letSee("rainy", "sunny");
        for (int round = 0; round < 20; round++) {
            try (RawClient sunny = SERVER.login("sunny", "s" + round);
                    RawClient rainy = SERVER.login("rainy", "r" + round)) {
                sunny.send("<presence/>");
                rainy.send("<presence/>");
                assertThat(from(sunny, "rainy@localhost/r" + round).attribute("type"))
                        .isEmpty();
                assertThat(from(rainy, "sunny@localhost/s" + round).attribute("type"))
                        .isEmpty();
            }
        }
    }

    /** Of one who goes while another comes, the last that is told is the truth. */
    @Test
    void whoGoesMeanwhileIsGone() throws Exception {
        letSee("moon", "star");
        for (int round = 0; round < 50; round++) {
            try (RawClient moon = SERVER.online("moon", "m" + round);
                    RawClient star = SERVER.login("star", "s" + round)) {
                star.send("<presence/>");
                moon.send("<presence type='unavailable'/>");
                moon.drain();
                List<XmlElement> told = new ArrayList<>(star.drain());
                await().until(() -> {
                    told.addAll(star.drain());
                    return told.getLast().attributeOr("from", "").startsWith("moon@localhost")
                            && told.getLast().attributeOr("type", "").equals("unavailable");
                });
            }
        }
    }
}
