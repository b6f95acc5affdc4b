package im.carillon.privatexml;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0049 §3. */
class PrivateXmlTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String query(String content) {
        return "<query xmlns='jabber:iq:private'>" + content + "</query>";
    }

    @Test
    void givesBackToTheOwnerWhatWasKept() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            String bookmarks = "<storage xmlns='storage:bookmarks'><conference jid='a@b'/></storage>";
            XmlElement missing = juliet.ask("get", "p0", "", query("<storage xmlns='storage:bookmarks'/>"));
            assertThat(missing.firstChild()
                            .orElseThrow()
                            .firstChild()
                            .orElseThrow()
                            .hasNoContent())
                    .isTrue();
            assertThat(juliet.ask("set", "p1", "", query(bookmarks)).attribute("type"))
                    .contains("result");
            XmlElement answer = juliet.ask("get", "p2", "", query("<storage xmlns='storage:bookmarks'/>"));
            assertThat(answer.firstChild()
                            .orElseThrow()
                            .firstChild()
                            .orElseThrow()
                            .children())
                    .hasSize(1);
        }
    }

    @Test
    void refusesWhatTheSpecificationForbids() throws Exception {
        try (RawClient romeo = SERVER.login("romeo", "orchard")) {
            String own = query("<a xmlns='urn:example'/>");
            assertThat(Errors.condition(romeo.ask("get", "1", "juliet@localhost", own)))
                    .isEqualTo("forbidden");
            assertThat(Errors.condition(romeo.ask("get", "2", "", query("")))).isEqualTo("bad-request");
            assertThat(Errors.condition(romeo.ask("set", "3", "", query("")))).isEqualTo("not-acceptable");
            assertThat(Errors.condition(romeo.ask("set", "4", "", query("<vCard xmlns='vcard-temp'/>"))))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(romeo.ask("set", "5", "", query("<a xmlns='jabber:iq:x'/>"))))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(
                            romeo.ask("get", "6", "", query("<a xmlns='urn:example'/><b xmlns='urn:example'/>"))))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(
                            romeo.ask("set", "7", "", query("<a xmlns='urn:example'/><a xmlns='urn:other'/>"))))
                    .isEqualTo("not-acceptable");
        }
    }
}
