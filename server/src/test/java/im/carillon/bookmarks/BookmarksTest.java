package im.carillon.bookmarks;

import static im.carillon.testkit.Pubsub.ids;
import static im.carillon.testkit.Pubsub.isEvent;
import static im.carillon.testkit.Pubsub.options;
import static im.carillon.testkit.Pubsub.publish;
import static im.carillon.testkit.Pubsub.request;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.NotifiedClient;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0402, XEP-0411, XEP-0048: the same bookmarks in every client. */
class BookmarksTest {

    private static final String NATIVE = "urn:xmpp:bookmarks:1";
    private static final String LEGACY = "storage:bookmarks";
    private static final String READ = "<query xmlns='jabber:iq:private'><storage xmlns='" + LEGACY + "'/></query>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String write(String content) {
        return "<query xmlns='jabber:iq:private'><storage xmlns='" + LEGACY + "'>" + content + "</storage></query>";
    }

    private static String bookmark(String room, String name, String inside) {
        return publish(
                        NATIVE,
                        room,
                        "<conference xmlns='" + NATIVE + "' name='" + name + "' autojoin='true'>" + inside
                                + "</conference>")
                + options(
                        "access_model",
                        "whitelist",
                        "persist_items",
                        "true",
                        "max_items",
                        "max",
                        "send_last_published_item",
                        "never");
    }

    @Test
    void whatANewClientKeepsAnOldOneSeesAndTheOtherWayRound() throws Exception {
        try (RawClient romeo = NotifiedClient.online(SERVER, "romeo", "new", NATIVE, LEGACY)) {
            String extension = "<nick>JC</nick><extensions><x xmlns='urn:example:own'/></extensions>";
            romeo.send("<iq type='set' id='p'>" + request(bookmark("theplay@muc.localhost", "The Play", extension))
                    + "</iq>");
            XmlElement copy = romeo.receive(e -> isEvent(e, LEGACY));
            assertThat(copy.toString()).contains("theplay@muc.localhost");
            XmlElement old = romeo.ask("get", "r", "", READ);
            assertThat(old.toString()).contains("jid='theplay@muc.localhost'", "name='The Play'", "<nick>JC</nick>");

            romeo.ask(
                    "set",
                    "w",
                    "",
                    write("<conference jid='theplay@muc.localhost' name='The Play'"
                            + " autojoin='true'><nick>JC</nick></conference><conference"
                            + " jid='orchard@muc.localhost' name='Orchard'/><url url='https://example.org/'"
                            + " name='Page'/>"));
            XmlElement told = romeo.receive(e -> isEvent(e, NATIVE) && ids(e).contains("orchard@muc.localhost"));
            assertThat(told.attribute("from")).contains("romeo@localhost");
            XmlElement items = romeo.ask("get", "i", "", request("<items node='" + NATIVE + "'/>"));
            assertThat(ids(items)).containsExactly("theplay@muc.localhost", "orchard@muc.localhost");
            assertThat(items.toString()).as("what only new clients know").contains("urn:example:own");
            assertThat(romeo.ask("get", "r", "", READ).toString()).contains("https://example.org/");

            romeo.ask("set", "w", "", write("<conference jid='orchard@muc.localhost' name='Orchard'/>"));
            assertThat(romeo.receive(e -> isEvent(e, NATIVE)).toString())
                    .contains("<retract id='theplay@muc.localhost'");
            assertThat(ids(romeo.ask("get", "i", "", request("<items node='" + NATIVE + "'/>"))))
                    .containsExactly("orchard@muc.localhost");
        }
    }

    @Test
    void allOfThemInOneItemAreTheSameToo() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "old")) {
            juliet.ask(
                    "set",
                    "p",
                    "",
                    request(publish(
                                    LEGACY,
                                    "current",
                                    "<storage xmlns='" + LEGACY
                                            + "'><conference jid='tomb@muc.localhost' name='Tomb'/></storage>")
                            + options("access_model", "whitelist", "persist_items", "true")));
            XmlElement items = juliet.ask("get", "i", "", request("<items node='" + NATIVE + "'/>"));
            assertThat(ids(items)).containsExactly("tomb@muc.localhost");
            try (RawClient stranger = SERVER.online("paris", "street")) {
                XmlElement refused =
                        stranger.ask("get", "i", "juliet@localhost", request("<items node='" + NATIVE + "'/>"));
                assertThat(refused.attribute("type")).contains("error");
            }
        }
    }
}
