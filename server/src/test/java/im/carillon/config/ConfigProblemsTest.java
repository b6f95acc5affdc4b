package im.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the administrator reads after a typical mistake, word for word. */
class ConfigProblemsTest {

    private static final String HOST = "[[host]]\nname = \"example.org\"\n";

    @TempDir
    Path directory;

    @Test
    void aMisspeltKey() {
        assertThat(problems(HOST + "[tls]\nrequird = true\n"))
                .containsExactly("carillon.toml:4:1: unknown key \"requird\" in [tls]; did you mean \"required\"?");
    }

    @Test
    void aMisspeltKeyOfARepeatedTable() {
        assertThat(problems(HOST + "[[listener]]\nport = 5222\ntsl = \"direct\"\n"))
                .containsExactly("carillon.toml:5:1: unknown key \"tsl\" in [[listener]]; did you mean \"tls\"?");
    }

    @Test
    void aKeyInAnotherStyle() {
        assertThat(problems(HOST + "[limits]\nstanzaSize = \"1 MiB\"\n"))
                .containsExactly(
                        "carillon.toml:4:1: unknown key \"stanzaSize\" in [limits]; did you mean \"stanza_size\"?");
    }

    @Test
    void aKeyInTheWrongTable() {
        assertThat(problems(HOST + "[session]\nstanza_size = \"1 MiB\"\n"))
                .containsExactly("carillon.toml:4:1: unknown key \"stanza_size\" in [session]; it belongs in [limits]");
    }

    @Test
    void aTopLevelKeyBelowAHeader() {
        assertThat(problems(HOST + "data = \"/srv/carillon\"\n"))
                .containsExactly("carillon.toml:3:1: unknown key \"data\" in [[host]]; "
                        + "it belongs at the top of the file, before the first [table]");
    }

    @Test
    void aKeyOfATableAtTheTop() {
        assertThat(problems("scram_iteration = 4096\n" + HOST))
                .containsExactly("carillon.toml:1:1: unknown key \"scram_iteration\" at the top of the file; "
                        + "did you mean \"scram_iterations\" in [authentication]?");
    }

    @Test
    void aKeyLikeNoOther() {
        assertThat(problems(HOST + "[archive]\nfoobarbaz = 1\n"))
                .containsExactly(
                        "carillon.toml:4:1: unknown key \"foobarbaz\" in [archive]; known are enabled, search, default, keep, keep_messages");
    }

    @Test
    void aMisspeltTable() {
        assertThat(problems(HOST + "[[lisener]]\nport = 5222\n"))
                .containsExactly("carillon.toml:3:1: unknown table [lisener]; did you mean [[listener]]?");
    }

    @Test
    void singleAndRepeatedHeaders() {
        assertThat(problems("[host]\nname = \"example.org\"\n[[tls]]\nrequired = true\n"))
                .contains(
                        "carillon.toml:1:1: expected [[host]], found [host]",
                        "carillon.toml:3:1: expected [tls], found [[tls]]");
    }

    @Test
    void quotesWhereNoneBelong() {
        assertThat(problems(HOST + "[[listener]]\nport = \"5222\"\n[tls]\nrequired = \"false\"\n"))
                .containsExactly(
                        "carillon.toml:4:8: listener.port: expected an integer from 0 to 65535, "
                                + "found the string \"5222\" (remove the quotes)",
                        "carillon.toml:6:12: tls.required: expected true or false, "
                                + "found the string \"false\" (remove the quotes)");
    }

    @Test
    void numbersOutOfRange() {
        assertThat(problems(HOST + "[limits]\ndepth = 4\nstanza_size = \"1 KiB\"\n[session]\nkeepalive = \"2 days\"\n"))
                .containsExactly(
                        "carillon.toml:4:9: limits.depth: expected an integer from 8 to 1000, found the integer 4",
                        "carillon.toml:5:15: limits.stanza_size: expected a size from 10000 B to 16 MiB, "
                                + "found the string \"1 KiB\"",
                        "carillon.toml:7:13: session.keepalive: expected a time from 100 ms to 1 h, "
                                + "found the string \"2 days\"");
    }

    @Test
    void timesAndSizesWithoutAUnit() {
        assertThat(problems(HOST + "[limits]\nstanza_size = 262144\ninbox_size = \"512 KB\"\n"
                        + "[session]\nkeepalive = 300\ndead_after = \"1 m\"\n"))
                .containsExactly(
                        "carillon.toml:4:15: limits.stanza_size: expected a size from 10000 B to 16 MiB, "
                                + "found the integer 262144 (add a unit and quotes, such as \"10000 B\")",
                        "carillon.toml:5:14: limits.inbox_size: expected a size from 16 KiB to 64 MiB, "
                                + "found the string \"512 KB\" (1 KiB is 1024 B)",
                        "carillon.toml:7:13: session.keepalive: expected a time from 100 ms to 1 h, "
                                + "found the integer 300 (add a unit and quotes, such as \"100 ms\")",
                        "carillon.toml:8:14: session.dead_after: expected a time from 100 ms to 10 min, "
                                + "found the string \"1 m\" (a number with one of the units ms, s, min, h, days)");
    }

    @Test
    void aTimeWithoutQuotes() {
        assertThat(problems(HOST + "[session]\nkeepalive = 30 s\n"))
                .containsExactly("carillon.toml:4:16: Unexpected 's', expected a newline or end-of-input "
                        + "(text, sizes and times need quotes, such as \"30 s\")");
    }

    @Test
    void awordOutsideAChoice() {
        assertThat(problems(HOST + "[session]\nconflict = \"replac\"\n[tls]\nprotocols = [\"TLSv1.1\", \"SSLv3\"]\n"))
                .containsExactly(
                        "carillon.toml:4:12: session.conflict: expected one of \"replace\", \"reject\", "
                                + "found the string \"replac\" (did you mean \"replace\"?)",
                        "carillon.toml:6:14: tls.protocols: expected one of \"TLSv1.2\", \"TLSv1.3\", "
                                + "found the string \"TLSv1.1\" (did you mean \"TLSv1.2\"?)",
                        "carillon.toml:6:25: tls.protocols: expected one of \"TLSv1.2\", \"TLSv1.3\", "
                                + "found the string \"SSLv3\"");
    }

    @Test
    void listsThatAreNone() {
        assertThat(problems(HOST + "admins = \"anna@example.org\"\n[tls]\nprotocols = []\n"))
                .containsExactly(
                        "carillon.toml:3:10: host.admins: expected a list, "
                                + "each an address such as \"anna@example.org\", "
                                + "found the string \"anna@example.org\" (put it in brackets: [\"...\"])",
                        "carillon.toml:5:1: tls.protocols: expected a list that is not empty, "
                                + "each one of \"TLSv1.2\", \"TLSv1.3\", found an array");
    }

    @Test
    void contactsOfUnknownKindsAndWithoutAScheme() {
        assertThat(problems(
                        HOST + "[host.contacts]\nabuze = [\"mailto:a@example.org\"]\nadmin = [\"a@example.org\"]\n"))
                .containsExactly(
                        "carillon.toml:4:1: unknown key \"abuze\" in [host.contacts]; did you mean \"abuse\"?",
                        "carillon.toml:5:10: host.contacts.admin: expected an address with its scheme, "
                                + "found the string \"a@example.org\" (such as \"mailto:abuse@example.org\")");
    }

    @Test
    void noHost() {
        assertThat(problems("[tls]\nrequired = true\n"))
                .containsExactly("carillon.toml: no host is named; write [[host]] and below it name = \"example.org\"");
    }

    @Test
    void aHostWithoutANameAndAListenerWithoutAPort() {
        assertThat(problems("[[host]]\nanonymous = true\n[[listener]]\ntls = \"direct\"\n"))
                .containsExactly(
                        "carillon.toml:1:1: host.name is missing: expected a domain",
                        "carillon.toml:3:1: listener.port is missing: expected an integer from 0 to 65535");
    }

    @Test
    void theSameHostAndPortTwice() {
        assertThat(problems(HOST + HOST + "[[listener]]\nport = 5222\n[[listener]]\nport = 5222\n"))
                .containsExactly(
                        "carillon.toml:4:1: the host example.org is already named in carillon.toml:2",
                        "carillon.toml:8:1: port 5222 of :: is already named in carillon.toml:6");
    }

    @Test
    void aKeySetInTwoFiles() throws IOException {
        Files.createDirectories(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/local.toml"), "[limits]\ndepth = 32\n");

        assertThat(problems(HOST + "[limits]\ndepth = 64\n"))
                .containsExactly("conf.d/local.toml:2:1: limits.depth is already set in carillon.toml:4");
    }

    @Test
    void aKeySetTwiceInOneFile() {
        assertThat(problems(HOST + "[limits]\ndepth = 64\ndepth = 32\n"))
                .containsExactly("carillon.toml:5:1: depth previously defined at line 4, column 1");
    }

    @Test
    void limitsThatContradictEachOther() {
        assertThat(problems(HOST + "[limits]\nstanza_size = \"1 MiB\"\n"))
                .containsExactly("carillon.toml:4:1: limits.inbox_size: "
                        + "must hold a stanza of the largest size, limits.stanza_size");
    }

    @Test
    void storageKeysOfTheOtherDatabase() {
        assertThat(problems(HOST + "[storage]\nurl = \"jdbc:postgresql://localhost/carillon\"\n"))
                .containsExactly("carillon.toml:4:1: storage.url has no meaning with storage.type = \"sqlite\"");
    }

    @Test
    void postgresqlWithoutItsKeys() {
        assertThat(problems(HOST + "[storage]\ntype = \"postgresql\"\nurl = \"jdbc:mysql://localhost/carillon\"\n"))
                .containsExactly(
                        "carillon.toml:4:1: storage.user is missing: expected a string",
                        "carillon.toml:5:7: storage.url: expected a JDBC URL, "
                                + "found the string \"jdbc:mysql://localhost/carillon\" "
                                + "(such as \"jdbc:postgresql://localhost/carillon\")");
    }

    @Test
    void secretsAreNotRepeated() {
        assertThat(problems(HOST + "[storage]\ntype = \"postgresql\"\n"
                        + "url = \"jdbc:postgresql://localhost/carillon\"\nuser = \"carillon\"\npassword = 123456\n"))
                .containsExactly(
                        "carillon.toml:7:12: storage.password: expected a string, found an integer (put it in quotes)");
    }

    @Test
    void aSecretFileThatIsNotThere() {
        assertThat(problems(HOST + "[storage]\ntype = \"postgresql\"\n"
                        + "url = \"jdbc:postgresql://localhost/carillon\"\nuser = \"carillon\"\n"
                        + "password_file = \"absent\"\n"))
                .containsExactly(
                        "carillon.toml:7:17: storage.password_file: absent cannot be read: there is no such file");
    }

    @Test
    void aVariableThatIsNotSet() {
        assertThat(problems("data = \"${env:CARILLON_NOT_SET}/data\"\n" + HOST))
                .containsExactly("carillon.toml:1:8: the environment variable CARILLON_NOT_SET is not set");
    }

    @Test
    void anAnonymousHostWithRegistration() {
        assertThat(problems(HOST + "anonymous = true\nregistration = true\n"))
                .containsExactly("carillon.toml:4:1: host.registration: an anonymous host has no accounts to register; "
                        + "set either anonymous or registration");
    }

    @Test
    void aSocketPathThatIsTooLong() {
        String path = "/run/" + "x".repeat(103);
        assertThat(problems(HOST + "[control]\nsocket = \"" + path + "\"\n"))
                .containsExactly("carillon.toml:4:1: control.socket: the path " + path
                        + " has 108 bytes, a Unix socket may have 107");
    }

    @Test
    void noFile() {
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> new ConfigLoader().load(directory.resolve("carillon.toml"), Optional.empty()));

        assertThat(thrown).hasMessage(directory + "/carillon.toml: cannot be read: there is no such file");
    }

    @Test
    void everythingIsReportedAtOnceInTheOrderOfTheFile() {
        assertThat(problems(HOST + "admin = []\n[limits]\ndepth = \"x\"\n[tls]\nx = 1\n"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly("carillon.toml:3:1", "carillon.toml:5:9", "carillon.toml:7:1");
    }

    /** The problems with paths relative to the directory. */
    private List<String> problems(String text) {
        Path file = directory.resolve("carillon.toml");
        ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> {
            Files.writeString(file, text);
            new ConfigLoader(name -> Optional.empty()).load(file, Optional.empty());
        });
        assertThat(thrown).as("the problems of:%n%s", text).isNotNull();
        return String.valueOf(thrown.getMessage())
                .replace(directory + "/", "")
                .lines()
                .toList();
    }
}
