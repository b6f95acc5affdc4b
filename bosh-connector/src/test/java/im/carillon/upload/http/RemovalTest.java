package im.carillon.upload.http;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.account.AccountDirectory;
import im.carillon.testkit.Commands;
import im.carillon.testkit.Errors;
import im.carillon.testkit.TestServer;
import im.carillon.upload.http.Uploader.Slot;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files are removed by their owner, by the administrator, and with their account. */
class RemovalTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String COMMANDS = "http://jabber.org/protocol/commands";
    private static final String COMMAND = "<command xmlns='" + COMMANDS + "' node='urn:carillon:upload:files' ";

    @Test
    void theAdministratorFindsAndRemovesFiles() throws IOException {
        try (Uploader romeo = new Uploader(SERVER, "romeo")) {
            Slot slot = romeo.upload("a.txt", "hello");
            Slot other = romeo.upload("b.txt", "hello");
            Commands commands = Commands.of(SERVER);

            assertThat(commands.run("upload list", Map.of("account", "romeo@localhost"))
                            .toDatum()
                            .toString())
                    .contains("a.txt", "b.txt");
            assertThat(commands.run("upload show", Map.of("file", slot.get().toString()))
                            .toDatum()
                            .toString())
                    .contains("a.txt", "text/plain", "2cf24dba5fb0a30e26e83b2ac5b9e29e");
            commands.run("upload delete", Map.of("file", slot.get().toString()));

            assertThat(romeo.get(slot).status()).isEqualTo(404);
            assertThat(romeo.get(other).body()).isEqualTo("hello");

            assertThat(commands.run("upload purge", Map.of("account", "romeo@localhost"))
                            .message())
                    .contains("1 file is removed.");
            assertThat(romeo.get(other).status()).isEqualTo(404);
        }
    }

    /** By an ad-hoc command (XEP-0050). */
    @Test
    void ownersRemoveTheirFiles() throws IOException {
        try (Uploader juliet = new Uploader(SERVER, "juliet");
                Uploader tybalt = new Uploader(SERVER, "tybalt")) {
            Slot slot = juliet.upload("a.txt", "hello");
            String id = slot.getPath().split("/")[2];
            XmlElement asked = juliet.client().ask("set", "c1", "localhost", COMMAND + "action='execute'/>");
            assertThat(asked.toString()).contains(id, "a.txt (5 bytes");

            assertThat(tybalt.client()
                            .ask("set", "c2", "localhost", COMMAND + "action='execute'/>")
                            .toString())
                    .doesNotContain(id);

            XmlElement done = juliet.client()
                    .ask(
                            "set",
                            "c3",
                            "localhost",
                            COMMAND + "action='complete' sessionid='"
                                    + asked.child(COMMANDS, "command")
                                            .orElseThrow()
                                            .attributeOr("sessionid", "")
                                    + "'><x xmlns='jabber:x:data' type='submit'><field var='files'><value>" + id
                                    + "</value></field></x></command>");
            assertThat(Errors.condition(done)).isEmpty();
            assertThat(done.toString()).contains("1 file is deleted.");
            assertThat(juliet.get(slot).status()).isEqualTo(404);
        }
    }

    @Test
    void filesGoWithTheirAccount() throws Exception {
        try (Uploader paris = new Uploader(SERVER, "paris")) {
            Slot slot = paris.upload("a.txt", "hello");
            SERVER.server()
                    .get(AccountDirectory.class)
                    .delete(paris.client().address().bare());

            assertThat(paris.get(slot).status()).isEqualTo(404);
        }
    }
}
