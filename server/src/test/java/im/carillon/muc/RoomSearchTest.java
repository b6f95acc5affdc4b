package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rooms that are public are found, with how lively they are (XEP-0433 0.1.0, XEP-0502 0.1.0). */
class RoomSearchTest {

    private static final String SEARCH = "urn:xmpp:channel-search:0:search";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static XmlElement search(RawClient client, String set, String... fields) throws IOException {
        StringBuilder form = new StringBuilder("<search xmlns='" + SEARCH + "'>" + set
                + "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + "<value>urn:xmpp:channel-search:0:search-params</value></field>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
        }
        return client.ask("get", "s" + System.nanoTime(), "conference.localhost", form + "</x></search>");
    }

    private static List<String> addresses(XmlElement answer) {
        return answer.firstChild().orElseThrow().children(SEARCH, "item").stream()
                .map(item -> item.attributeOr("address", ""))
                .toList();
    }

    @Test
    void publicRoomsAreFoundByWhatTheyAreAbout() throws Exception {
        try (Visitor bees = Visitor.owning(
                        SERVER, "src1", "bees", "persistentroom", "1", "roomname", "The Hive", "roomdesc", "Honey!");
                Visitor wasps = Visitor.owning(SERVER, "src2", "wasps", "roomname", "Wasps", "roomdesc", "no honey");
                Visitor secret = Visitor.owning(SERVER, "src3", "honeypot", "publicroom", "0");
                Visitor guest = Visitor.of(SERVER, "src4", "bees").entered("guest");
                RawClient client = SERVER.online("src5", "r")) {
            String byAddress = "{urn:xmpp:channel-search:0:order}address";
            XmlElement found = search(client, "", "q", "HONEY");
            assertThat(addresses(found)).containsExactly("bees@conference.localhost", "wasps@conference.localhost");
            assertThat(found.toString())
                    .contains("<name>The Hive</name>")
                    .contains("<description>Honey!</description>")
                    .contains("<nusers>2</nusers>")
                    .contains("<is-open/>")
                    .contains("<anonymity-mode>muc_semianonymous</anonymity-mode>");
            assertThat(addresses(search(client, "", "q", "honey hive"))).containsExactly("bees@conference.localhost");
            assertThat(addresses(search(client, "", "q", "honey", "sindescription", "0")))
                    .isEmpty();
            assertThat(addresses(search(client, "", "q", "honey", "types", "xep-0369")))
                    .isEmpty();
            String one = "<set xmlns='http://jabber.org/protocol/rsm'><max>1</max></set>";
            assertThat(addresses(search(client, one, "q", "honey", "key", byAddress)))
                    .containsExactly("bees@conference.localhost");
            String next = "<set xmlns='http://jabber.org/protocol/rsm'><max>1</max>"
                    + "<after>bees@conference.localhost</after></set>";
            assertThat(addresses(search(client, next, "q", "honey", "key", byAddress)))
                    .containsExactly("wasps@conference.localhost");
            String last = "<set xmlns='http://jabber.org/protocol/rsm'><max>1</max><before/></set>";
            assertThat(addresses(search(client, last, "q", "honey", "key", byAddress)))
                    .containsExactly("wasps@conference.localhost");
            assertThat(addresses(search(client, "", "all", "1")))
                    .contains("bees@conference.localhost")
                    .doesNotContain("honeypot@conference.localhost");
            assertThat(search(client, "", "q", "x", "all", "1").toString()).contains("<conflicting-fields");
            assertThat(search(client, "", "all", "0").toString()).contains("<no-search-conditions");
            assertThat(search(client, "", "q", "\"\"").toString()).contains("<invalid-search-terms");
            XmlElement unsorted = search(client, "", "q", "x", "key", "size");
            assertThat(condition(unsorted)).isEqualTo("feature-not-implemented");
            assertThat(unsorted.toString()).contains("<invalid-sort-key").contains("type='modify'");
            assertThat(client.ask("get", "f", "conference.localhost", "<search xmlns='" + SEARCH + "'/>")
                            .toString())
                    .contains("sindescription")
                    .contains(byAddress);
            guest.client().drain();
            secret.client().drain();
            wasps.client().drain();
            bees.client().drain();
        }
    }

    @Test
    void aPublicRoomSaysHowLivelyItIs() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "act1", "lively", "persistentroom", "1");
                Visitor temporary = Visitor.owning(SERVER, "act2", "fleeting")) {
            for (int i = 0; i < 24; i++) {
                owner.say("m" + i, "word " + i);
                owner.hear("m" + i);
            }
            owner.send("<message to='" + owner.room() + "' type='groupchat' id='state'>"
                    + "<paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
            owner.send("<message to='" + owner.room() + "' type='groupchat' id='c'><body>word 24</body>"
                    + "<replace xmlns='urn:xmpp:message-correct:0' id='m23'/></message>");
            owner.hear("c");
            assertThat(activity(owner)).contains("<value>1.00</value>");
            assertThat(activity(temporary)).isEmpty();
            owner.configure("membersonly", "1");
            assertThat(activity(owner)).isEmpty();
        }
    }

    private static String activity(Visitor who) throws IOException {
        String info = who.client()
                .ask(
                        "get",
                        "i" + System.nanoTime(),
                        who.room(),
                        "<query" + " xmlns='http://jabber.org/protocol/disco#info'/>")
                .toString();
        int field = info.indexOf("{urn:xmpp:muc-activity}message-activity");
        return field < 0 ? "" : info.substring(field, info.indexOf("</field>", field));
    }
}
