package im.carillon.archive;

import static im.carillon.archive.ArchiveClient.MAM;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.config.ArchivePolicy;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.storage.Database;
import im.carillon.testkit.DatabaseTest;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.StoredAccounts;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What accounts want archived (XEP-0441). */
class PreferenceTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static String prefs(String policy, String content) {
        return "<prefs xmlns='" + MAM + "' default='" + policy + "'>" + content + "</prefs>";
    }

    private static String list(String name, String... addresses) {
        return "<" + name + ">"
                + String.join(
                        "",
                        List.of(addresses).stream()
                                .map(address -> "<jid>" + address + "</jid>")
                                .toList()) + "</" + name + ">";
    }

    private static List<String> listed(XmlElement answer, String name) {
        return answer.child(MAM, "prefs").flatMap(prefs -> prefs.child(MAM, name)).orElseThrow().children().stream()
                .map(XmlElement::text)
                .toList();
    }

    private static String policy(XmlElement answer) {
        return answer.child(MAM, "prefs").orElseThrow().attributeOr("default", "");
    }

    @Test
    void areToldAndChanged() throws Exception {
        try (RawClient juliet = SERVER.login("chooser", "balcony")) {
            XmlElement first = juliet.ask("get", "p1", "", "<prefs xmlns='" + MAM + "'/>");
            assertThat(policy(first)).isEqualTo("always");
            assertThat(listed(first, "always")).isEmpty();
            assertThat(listed(first, "never")).isEmpty();
            XmlElement changed = juliet.ask(
                    "set",
                    "p2",
                    "",
                    prefs(
                            "roster",
                            list("always", "Romeo@montague.example") + list("never", "a@b.example/c", "a@b.example")));
            assertThat(policy(changed)).isEqualTo("roster");
            assertThat(listed(changed, "always")).containsExactly("romeo@montague.example");
            XmlElement again = juliet.ask("get", "p3", "", "<prefs xmlns='" + MAM + "'/>");
            assertThat(listed(again, "never")).containsExactly("a@b.example", "a@b.example/c");
            XmlElement emptied = juliet.ask("set", "p4", "", prefs("never", ""));
            assertThat(policy(emptied)).isEqualTo("never");
            assertThat(listed(emptied, "never")).isEmpty();
        }
    }

    @Test
    void areRefusedWhenTheyMakeNoSense() throws Exception {
        SERVER.account("victim");
        try (RawClient juliet = SERVER.login("senseless", "balcony")) {
            assertThat(Errors.condition(juliet.ask("set", "p1", "", prefs("sometimes", ""))))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(juliet.ask("set", "p2", "", "<prefs xmlns='" + MAM + "'/>")))
                    .isEqualTo("bad-request");
            assertThat(Errors.condition(juliet.ask("set", "p3", "", prefs("always", list("never", "@@")))))
                    .isEqualTo("jid-malformed");
            String[] many = new String[1_001];
            for (int i = 0; i < many.length; i++) {
                many[i] = "n" + i + "@example.org";
            }
            assertThat(Errors.condition(juliet.ask("set", "p4", "", prefs("always", list("never", many)))))
                    .isEqualTo("policy-violation");
            assertThat(Errors.condition(juliet.ask("set", "p5", "victim@localhost", prefs("never", ""))))
                    .isEqualTo("forbidden");
            assertThat(Errors.condition(juliet.ask("get", "p6", "victim@localhost", "<prefs xmlns='" + MAM + "'/>")))
                    .isEqualTo("forbidden");
        }
    }

    private static void say(RawClient from, String to, String text) throws Exception {
        from.send("<message to='" + to + "' type='chat'><body>" + text + "</body></message>");
    }

    @Test
    void decideWhatIsArchivedOnEachSide() throws Exception {
        try (RawClient juliet = SERVER.online("keeper", "balcony");
                RawClient romeo = SERVER.online("forgetter", "orchard")) {
            romeo.ask("set", "p1", "", prefs("always", list("never", "keeper@localhost")));
            say(juliet, "forgetter@localhost", "to him");
            XmlElement heard = romeo.receive("message");
            assertThat(heard.childText("jabber:client", "body")).contains("to him");
            assertThat(heard.hasChild("urn:xmpp:sid:0", "stanza-id")).isFalse();
            say(romeo, "keeper@localhost", "to her");
            assertThat(juliet.receive("message").hasChild("urn:xmpp:sid:0", "stanza-id"))
                    .isTrue();
            assertThat(new ArchiveClient(juliet).query("").bodies()).containsExactly("to him", "to her");
            assertThat(new ArchiveClient(romeo).query("").bodies()).isEmpty();
        }
    }

    @Test
    void ofTheRosterKeepWhatContactsWrite() throws Exception {
        try (RawClient juliet = SERVER.online("rosterer", "balcony");
                RawClient nurse = SERVER.online("contact", "kitchen");
                RawClient paris = SERVER.online("noncontact", "crypt")) {
            juliet.ask("set", "p1", "", prefs("roster", ""));
            juliet.ask("set", "r1", "", "<query xmlns='jabber:iq:roster'><item jid='contact@localhost'/></query>");
            say(nurse, "rosterer@localhost", "from the nurse");
            juliet.receive("message");
            say(paris, "rosterer@localhost", "from paris");
            juliet.receive("message");
            say(juliet, "noncontact@localhost", "to paris");
            say(juliet, "contact@localhost", "to the nurse");
            say(juliet, "rosterer@localhost", "to myself");
            assertThat(new ArchiveClient(juliet).query("").bodies())
                    .containsExactly("from the nurse", "to the nurse", "to myself");
            assertThat(new ArchiveClient(paris).query("").bodies()).containsExactly("from paris", "to paris");
        }
    }

    @Test
    void doNotLoseWhatIsSaidWhileSomebodyIsAway() throws Exception {
        try (RawClient away = SERVER.login("away", "a")) {
            away.ask("set", "p1", "", prefs("never", ""));
        }
        try (RawClient sender = SERVER.online("awaysender", "s")) {
            say(sender, "away@localhost", "waiting");
            sender.drain();
        }
        try (RawClient back = SERVER.login("away", "a")) {
            assertThat(new ArchiveClient(back).query("").results()).isEmpty();
        }
        try (RawClient back = SERVER.login("away", "a")) {
            back.send("<presence/>");
            assertThat(back.receive("message").childText("jabber:client", "body"))
                    .contains("waiting");
        }
    }

    @DatabaseTest
    void areStored(Database database) {
        PreferenceStore store = new PreferenceStore(database);
        BareJid juliet = StoredAccounts.add(database, "juliet@example.org");
        assertThat(store.load(juliet)).isEqualTo(Preferences.NONE);
        Preferences said = new Preferences(
                Optional.of(ArchivePolicy.ROSTER),
                Map.of(Jid.of("romeo@example.net"), true, Jid.of("romeo@example.net/tomb"), false));
        assertThat(store.put(juliet, said)).isTrue();
        assertThat(store.load(juliet)).isEqualTo(said);
        assertThat(said.about(Jid.of("romeo@example.net/tomb"))).contains(false);
        assertThat(said.about(Jid.of("romeo@example.net/orchard"))).contains(true);
        assertThat(said.about(Jid.of("nurse@example.net"))).isEmpty();
        assertThat(store.put(juliet, Preferences.NONE)).isTrue();
        assertThat(store.load(juliet)).isEqualTo(Preferences.NONE);
        assertThat(store.put(BareJid.of("nobody@example.org"), said)).isFalse();
    }
}
