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
