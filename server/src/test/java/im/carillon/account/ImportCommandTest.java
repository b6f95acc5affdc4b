package im.carillon.account;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.jid.BareJid;
import im.carillon.sasl.Credentials;
import im.carillon.sasl.ScramHash;
import im.carillon.sasl.ScramKeys;
import im.carillon.testkit.Commands;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts from a file log in as if they had been made one by one. */
class ImportCommandTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void passwordsAndKeysFromOneFile() throws IOException {
        CommandResult result = load("""
                # two kinds of lines
                ida@localhost a password with spaces
                ivo@localhost\tbehind a tab

                """ + keys("ilse@localhost", ScramHash.SHA_1, "kept")
                + keys("ilse@localhost", ScramHash.SHA_256, "kept"));

        assertThat(result.data())
                .containsEntry("made", Datum.of(3))
                .containsEntry("existing", Datum.of(0))
                .containsEntry("malformed", Datum.of(0));
        assertThat(result.exitCode()).isZero();
        logIn("ida", "a password with spaces");
        logIn("ivo", "behind a tab");
        logIn("ilse", "kept");
        assertThat(account("ilse@localhost").keys()).containsOnlyKeys(ScramHash.SHA_1, ScramHash.SHA_256);
    }

    @Test
    void whatCannotBeUsedIsNamedByItsLine() {
        SERVER.account("here");
        CommandResult result = load("""
                here@localhost secret
                not an address
                lonely@localhost
                away@elsewhere.example secret
                bell@localhost ring\u0007ring
                keys@localhost\tSCRAM-SHA-256\t4096\tAAAA\tAAAA\tAAAA
                keys@localhost\tSCRAM-MD5\t4096\tAAAA\tAAAA\tAAAA
                short@localhost\tSCRAM-SHA-1\t4096\tAAAA
                fine@localhost secret
                fine@localhost again
                """);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.data()).containsEntry("made", Datum.of(1)).containsEntry("existing", Datum.of(2));
        assertThat(problems(result))
                .containsEntry("1", "exists already, left as it is")
                .containsKeys("2", "3", "4", "5", "6", "7", "8")
                .containsEntry("5", "the password is not allowed")
                .containsEntry("6", "the stored key has 3 octets, SHA-256 makes 32")
                .containsEntry("8", "a line of keys has six fields, this one 4")
                .containsEntry("10", "exists already, left as it is")
                .doesNotContainKey("9");
    }

    @Test
    void oneBadLineOfKeysSpoilsTheAccount() {
        String good = keys("spoilt@localhost", ScramHash.SHA_256, "secret");
        CommandResult result = load("spoilt@localhost\tSCRAM-SHA-1\tmany\tAAAA\tAAAA\tAAAA\n" + good);

        assertThat(result.data()).containsEntry("made", Datum.of(0)).containsEntry("malformed", Datum.of(1));
        assertThat(load(good).data()).containsEntry("made", Datum.of(1));
    }

    @Test
    void manyAccountsComeInBatches() {
        String lines = IntStream.range(0, 1_234)
                .mapToObj(i -> keys("batch" + i + "@localhost", ScramHash.SHA_256, 1, "p"))
                .collect(Collectors.joining());
        assertThat(load(lines).data()).containsEntry("made", Datum.of(1_234));
        assertThat(load(lines).data()).containsEntry("made", Datum.of(0)).containsEntry("existing", Datum.of(1_234));
    }

    private static CommandResult load(String file) {
        return Commands.of(SERVER).run("user import", Map.of(), new StringReader(file));
    }

    private static Credentials account(String address) {
        return SERVER.server()
                .get(AccountDirectory.class)
                .lookup(BareJid.of(address))
                .orElseThrow();
    }

    private static Map<String, String> problems(CommandResult result) {
        return result.table().orElseThrow().rows().stream()
                .collect(Collectors.toMap(
                        row -> row.getFirst().shown(), row -> row.getLast().shown()));
    }

    private static String keys(String address, ScramHash hash, String password) {
        return keys(address, hash, 4096, password);
    }

    private static String keys(String address, ScramHash hash, int iterations, String password) {
        ScramKeys keys = ScramKeys.derive(password, hash, "salt".getBytes(StandardCharsets.UTF_8), iterations);
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                        "\t",
                        List.of(
                                address,
                                "SCRAM-" + hash.algorithm(),
                                Integer.toString(keys.iterations()),
                                base64.encodeToString(keys.salt()),
                                base64.encodeToString(keys.storedKey()),
                                base64.encodeToString(keys.serverKey())))
                + "\n";
    }

    private static void logIn(String name, String password) throws IOException {
        try (RawClient client = SERVER.connect()) {
            client.open();
            client.authenticate(name, password);
        }
    }
}
