package im.carillon.admin;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.jid.BareJid;
import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0133 §4. */
class AdminTest {

    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String ADMIN = "http://jabber.org/protocol/admin";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static XmlElement execute(RawClient client, String verb, String more, String content) throws IOException {
        return client.ask(
                "set",
                "c-" + System.nanoTime(),
                "localhost",
                "<command xmlns='" + COMMANDS + "' node='" + ADMIN + "#" + verb + "' " + more + ">" + content
                        + "</command>");
    }

    /** Runs a command with one form. */
    private static XmlElement run(RawClient client, String verb, String... fields) throws IOException {
        XmlElement asked =
                execute(client, verb, "action='execute'", "").firstChild().orElseThrow();
        assertThat(asked.attribute("status")).contains("executing");
        StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
        form.append("<field var='FORM_TYPE'><value>" + ADMIN + "</value></field>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
        }
        return execute(client, verb, "sessionid='" + asked.attributeOr("sessionid", "") + "'", form + "</x>");
    }

    private static void done(XmlElement answer) {
        assertThat(answer.firstChild().orElseThrow().attribute("status")).contains("completed");
    }

    private static List<String> values(XmlElement answer, String field) {
        return answer
                .firstChild()
                .orElseThrow()
                .child("jabber:x:data", "x")
                .orElseThrow()
                .children("jabber:x:data", "field")
                .stream()
                .filter(f -> f.attributeOr("var", "").equals(field))
                .flatMap(f -> f.children("jabber:x:data", "value").stream())
                .map(XmlElement::text)
                .toList();
    }

    @Test
    void theLifeOfAnAccount() throws Exception {
        AccountDirectory accounts = SERVER.server().get(AccountDirectory.class);
        BareJid viola = BareJid.of("viola@localhost");
        String address = viola.toString();
        try (RawClient admin = SERVER.login("admin", "desk")) {
            done(run(admin, "add-user", "accountjid", address, "password", "one", "password-verify", "one"));
            assertThat(Errors.condition(
                            run(admin, "add-user", "accountjid", address, "password", "one", "password-verify", "one")))
                    .isEqualTo("conflict");
            try (RawClient client = SERVER.connect()) {
                client.login("viola", "one", "ship");
                done(run(admin, "change-user-password", "accountjid", address, "password", "two"));
                assertThat(client.awaitEnd()).isPresent();
            }
            try (RawClient client = SERVER.connect()) {
                client.login("viola", "two", "ship");
                assertThat(values(run(admin, "user-stats", "accountjid", address), "onlineresources"))
                        .containsExactly("ship");
                assertThat(values(run(admin, "get-user-lastlogin", "accountjids", address), "lastlogin"))
                        .hasSize(1);
                done(run(admin, "end-user-session", "accountjids", address + "/ship"));
                assertThat(client.awaitEnd()).isPresent();
            }
            done(run(admin, "disable-user", "accountjids", address));
            assertThat(accounts.find(viola).orElseThrow().enabled()).isFalse();
            assertThat(values(run(admin, "get-disabled-users-list", "max_items", "25"), "disableduserjids"))
                    .containsExactly(address);
            done(run(admin, "reenable-user", "accountjids", address));
            assertThat(accounts.find(viola).orElseThrow().enabled()).isTrue();
            done(run(admin, "delete-user", "accountjids", address));
            assertThat(accounts.find(viola)).isEmpty();
            assertThat(Errors.condition(run(admin, "delete-user", "accountjids", address)))
                    .isEqualTo("item-not-found");
        }
    }

    @Test
    void countsAndLists() throws Exception {
        SERVER.account("juliet");
        try (RawClient admin = SERVER.login("admin", "desk");
                RawClient romeo = SERVER.login("romeo", "orchard")) {
            XmlElement registered = execute(admin, "get-registered-users-num", "", "");
            assertThat(Integer.parseInt(values(registered, "registeredusersnum").getFirst()))
                    .isGreaterThanOrEqualTo(3);
            assertThat(values(run(admin, "get-registered-users-list"), "registereduserjids"))
                    .contains("admin@localhost", "juliet@localhost", "romeo@localhost");
            assertThat(values(run(admin, "get-online-users-list", "max_items", "200"), "onlineuserjids"))
                    .contains("admin@localhost", romeo.address().bare().toString())
                    .doesNotContain("juliet@localhost");
            assertThat(values(execute(admin, "get-online-users-num", "", ""), "onlineusersnum"))
                    .hasSize(1);
        }
    }

    @Test
    void refusesWhatIsWrong() throws Exception {
        try (RawClient admin = SERVER.login("admin", "desk")) {
            assertThat(Errors.condition(run(
                            admin, "add-user", "accountjid", "x@localhost", "password", "a", "password-verify", "b")))
                    .isEqualTo("not-acceptable");
            assertThat(Errors.condition(run(
                            admin, "add-user", "accountjid", "x@example.net", "password", "a", "password-verify", "a")))
                    .isEqualTo("not-allowed");
            assertThat(Errors.condition(run(admin, "delete-user"))).isEqualTo("bad-request");
        }
    }

    @Test
    void onlyAdministratorsSeeAndRunTheCommands() throws Exception {
        String items = "<query xmlns='http://jabber.org/protocol/disco#items' node='" + COMMANDS + "'/>";
        String info = "<query xmlns='http://jabber.org/protocol/disco#info' node='" + ADMIN + "#add-user'/>";
        try (RawClient admin = SERVER.login("admin", "desk");
                RawClient romeo = SERVER.login("romeo", "orchard")) {
            assertThat(admin.ask("get", "i1", "localhost", items)
                            .firstChild()
                            .orElseThrow()
                            .children())
                    .extracting(item -> item.attributeOr("node", ""))
                    .contains(ADMIN + "#add-user", ADMIN + "#get-online-users-num");
            assertThat(admin.ask("get", "i2", "localhost", info).toString())
                    .contains("category='automation'", "type='command-node'");
            assertThat(romeo.ask("get", "i1", "localhost", items)
                            .firstChild()
                            .orElseThrow()
                            .children())
                    .isEmpty();
            assertThat(Errors.condition(romeo.ask("get", "i2", "localhost", info)))
                    .isEqualTo("forbidden");
            assertThat(Errors.condition(execute(romeo, "add-user", "", ""))).isEqualTo("forbidden");
            assertThat(Errors.condition(execute(admin, "no-such-command", "", "")))
                    .isEqualTo("item-not-found");
        }
    }
}
