package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0317 0.3.1. */
class RoomHatsTest {

    private static final String TEACHER = "http://tech.example.edu/hats#Teacher";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static XmlElement run(Visitor who, String action, String attributes, String content) throws IOException {
        return who.client()
                .ask(
                        "set",
                        action + System.nanoTime(),
                        who.room(),
                        "<command xmlns='http://jabber.org/protocol/commands' node='urn:xmpp:hats:commands:" + action
                                + "' " + attributes + ">" + content + "</command>");
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + "<value>urn:xmpp:hats:commands</value></field>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='hats#" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
        }
        return form.append("</x>").toString();
    }

    private static String status(XmlElement answer) {
        return answer.firstChild().orElseThrow().attributeOr("status", "");
    }

    private static XmlElement info(Visitor who) throws IOException {
        return who.client().ask("get", "info", who.room(), "<query xmlns='http://jabber.org/protocol/disco#info'/>");
    }

    @Test
    void ownersMakeHatsAndPeopleWearThem() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "prof", "class", "persistentroom", "1");
                Visitor terry = Visitor.of(SERVER, "terry", "class").entered("terry")) {
            assertThat(info(owner).toString()).contains("urn:xmpp:hats:0").doesNotContain("hats#hash");
            XmlElement asked = run(owner, "create", "action='execute'", "");
            assertThat(status(asked)).isEqualTo("executing");
            assertThat(asked.toString())
                    .contains("hats#title")
                    .contains("hats#uri")
                    .contains("hats#hue");
            String session = asked.firstChild().orElseThrow().attributeOr("sessionid", "");
            XmlElement made = run(
                    owner,
                    "create",
                    "sessionid='" + session + "'",
                    form("title", "Teacher", "uri", TEACHER, "hue", "327.255249"));
            assertThat(status(made)).isEqualTo("completed");
            assertThat(Visitor.codes(terry.client().receive("message"))).containsExactly("104");
            String hash = info(owner).toString();
            assertThat(hash).contains("hats#hash");
            XmlElement options = run(owner, "assign", "", "");
            assertThat(options.toString()).contains("<option label='Teacher'>").contains("hats#jid");
            XmlElement given = run(owner, "assign", "", form("jid", "terry@localhost", "uri", TEACHER));
            assertThat(status(given)).isEqualTo("completed");
            XmlElement seen = terry.see("terry");
            assertThat(seen.child("urn:xmpp:hats:0", "hats").orElseThrow().toString())
                    .contains("title='Teacher'")
                    .contains("uri='" + TEACHER + "'")
                    .contains("hue='327.255249'");
            assertThat(run(terry, "list", "", "").toString())
                    .contains("<reported>")
                    .contains(TEACHER);
            assertThat(run(owner, "list-assigned", "", "").toString())
                    .contains("terry@localhost")
                    .contains(TEACHER);
            run(owner, "create", "", form("title", "Professor", "uri", TEACHER));
            assertThat(terry.see("terry").toString())
                    .contains("title='Professor'")
                    .doesNotContain("hue=");
            assertThat(info(owner).toString()).isNotEqualTo(hash);
        }
        SERVER.stop();
        SERVER.start();
        try (Visitor owner = Visitor.of(SERVER, "prof", "class").entered("prof");
                Visitor terry = Visitor.of(SERVER, "terry", "class")) {
            assertThat(terry.enter("terry").toString()).contains("title='Professor'");
            run(owner, "unassign", "", form("jid", "terry@localhost", "uri", TEACHER));
            assertThat(terry.see("terry").toString()).doesNotContain("urn:xmpp:hats:0");
            run(owner, "assign", "", form("jid", "terry@localhost", "uri", TEACHER));
            assertThat(terry.see("terry").toString()).contains("urn:xmpp:hats:0");
            run(owner, "destroy", "", form("uri", TEACHER));
            assertThat(terry.see("terry").toString()).doesNotContain("urn:xmpp:hats:0");
            assertThat(run(owner, "list", "", "").toString()).doesNotContain(TEACHER);
            assertThat(info(owner).toString()).doesNotContain("hats#hash");
        }
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "hat1", "hat");
                Visitor admin = Visitor.of(SERVER, "hat2", "hat").entered("admin");
                Visitor guest = Visitor.of(SERVER, "hat3", "hat").entered("guest");
                Visitor stranger = Visitor.of(SERVER, "hat4", "hat")) {
            owner.affiliation("hat2", "admin");
            String hat = form("title", "Boss", "uri", "urn:boss");
            assertThat(condition(run(admin, "create", "", hat))).isEqualTo("forbidden");
            assertThat(condition(run(guest, "create", "", hat))).isEqualTo("forbidden");
            assertThat(condition(run(stranger, "list", "", ""))).isEqualTo("forbidden");
            assertThat(condition(run(owner, "create", "", form("title", "Boss", "uri", "boss"))))
                    .isEqualTo("not-acceptable");
            assertThat(condition(run(owner, "create", "", form("title", "Boss", "uri", "urn:boss", "hue", "red"))))
                    .isEqualTo("not-acceptable");
            assertThat(condition(run(owner, "create", "", form("title", "x".repeat(129), "uri", "urn:boss"))))
                    .isEqualTo("not-acceptable");
            assertThat(condition(run(owner, "create", "", form("title", "Boss"))))
                    .isEqualTo("bad-request");
            assertThat(run(admin, "assign", "", "").toString()).contains("This room has no hats yet.");
            run(owner, "create", "", hat);
            String wear = form("jid", "hat3@localhost", "uri", "urn:boss");
            assertThat(condition(run(guest, "assign", "", wear))).isEqualTo("forbidden");
            assertThat(condition(run(guest, "list-assigned", "", ""))).isEqualTo("forbidden");
            assertThat(condition(run(admin, "assign", "", form("jid", "hat3@localhost", "uri", "urn:king"))))
                    .isEqualTo("bad-request");
            assertThat(condition(run(admin, "dance", "", ""))).isEqualTo("item-not-found");
            assertThat(run(owner, "list-assigned", "", "").toString()).doesNotContain("hat3@localhost");
            // nobody puts on a hat by themselves
            admin.rest();
            guest.send("<presence to='" + guest.room() + "/guest'><hats xmlns='urn:xmpp:hats:0'>"
                    + "<hat uri='urn:boss' title='Boss'/></hats></presence>");
            assertThat(admin.see("guest").toString()).doesNotContain("urn:xmpp:hats:0");
            assertThat(status(run(admin, "assign", "", wear))).isEqualTo("completed");
            assertThat(guest.client()
                            .ask(
                                    "get",
                                    "items",
                                    guest.room(),
                                    "<query xmlns='http://jabber.org/protocol/disco#items'"
                                            + " node='http://jabber.org/protocol/commands'/>")
                            .toString())
                    .contains("urn:xmpp:hats:commands:list")
                    .doesNotContain("urn:xmpp:hats:commands:create");
        }
    }
}
