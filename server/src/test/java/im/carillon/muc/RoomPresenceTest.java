package im.carillon.muc;

import static im.carillon.muc.Visitor.codes;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that has large rooms tells who speaks, and counts the others. */
class RoomPresenceTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer("[rooms]\npresence = \"speakers\"\n");

    @Test
    void newRoomsShowThoseWhoSpeak() throws Exception {
        try (Visitor owner = Visitor.owning(SERVER, "stage", "theatre", "moderatedroom", "1");
                Visitor one = Visitor.of(SERVER, "one", "theatre");
                Visitor two = Visitor.of(SERVER, "two", "theatre")) {
            assertThat(codes(one.enter("one"))).containsExactly("110");
            assertThat(codes(two.enter("two"))).containsExactly("110");
            assertThat(owner.rest()).isEmpty();
            owner.role("two", "participant");
            assertThat(Visitor.item(one.see("two"), "role")).isEqualTo("participant");
            assertThat(one.client()
                            .ask("get", "i", one.room(), "<query xmlns='http://jabber.org/protocol/disco#info'/>")
                            .toString())
                    .contains("<value>3</value>");
            assertThat(owner.client()
                            .ask("get", "form", owner.room(), "<query xmlns='" + Visitor.OWNER + "'/>")
                            .toString())
                    .contains("muc#roomconfig_presencebroadcast");
            one.rest();
            owner.configure("presencebroadcast", "visitor");
            assertThat(two.see("one").attribute("type")).isEmpty();
            assertThat(one.see("two").attribute("type")).contains("unavailable");
        }
    }
}
