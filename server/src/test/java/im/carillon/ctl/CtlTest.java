package im.carillon.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandRegistry;
import im.carillon.command.CommandResult;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.command.control.ControlServer;
import im.carillon.config.ControlConfig;
import im.carillon.jid.BareJid;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a control server, by a real socket. */
class CtlTest {

    private static final Parameter<BareJid> ADDRESS =
            Parameter.positional("address", ParameterType.ADDRESS, "The address of the account.");
    private static final Parameter<String> PASSWORD = Parameter.secret("password", "The password.");
    private static final Parameter<String> ROLE =
            Parameter.option("role", ParameterType.choice("user", "admin"), "What the account may do.");

    @TempDir
    Path directory;

    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch leave = new CountDownLatch(1);
    private ControlServer server = new ControlServer(new ControlConfig(Path.of("")), new CommandRegistry(Set.of()));

    @BeforeEach
    void start() throws IOException {
        server = server();
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        leave.countDown();
        server.close();
    }

    private ControlServer server() {
        return new ControlServer(new ControlConfig(socket()), new CommandRegistry(Set.of(this::commands)));
    }

    private Path socket() {
        return directory.resolve("control.sock");
    }

    private List<Command> commands() {
        return List.of(
                Command.named("user add")
                        .summary("Creates an account.")
                        .takes(ADDRESS, PASSWORD, ROLE)
                        .runs(this::add),
                Command.named("user list").summary("Lists the accounts.").runs(this::list),
                Command.named("user delete")
                        .summary("Deletes an account.")
                        .takes(ADDRESS)
                        .confirms("The account and all that it owns will be gone.")
                        .runs(this::delete),
                Command.named("user import")
                        .summary("Creates many accounts.")
                        .reads("Lines of ADDRESS,PASSWORD.")
                        .runs(invocation -> CommandResult.fields()
                                .field("lines", invocation.input().lines().count())
                                .build()),
                Command.named("import-nothing")
                        .reads("Anything.")
                        .runs(invocation -> CommandResult.message("nothing was read")),
                Command.named("wait").runs(invocation -> {
                    entered.countDown();
                    leave.await();
                    return CommandResult.message("waited");
                }),
                Command.named("status")
                        .summary("Shows the state.")
                        .runs(invocation -> CommandResult.fields()
                                .field("version", "1.0")
                                .field("sessions", 7)
                                .field("hosts", List.of("a.example", "b.example"))
                                .field("note", Optional.empty())
                                .build()));
    }

    private CommandResult add(CommandInvocation invocation) {
        done.add(invocation.get(ADDRESS) + " " + invocation.get(PASSWORD) + " "
                + invocation.find(ROLE).orElse("user"));
        return CommandResult.message("The account " + invocation.get(ADDRESS) + " is created.");
    }

    private CommandResult list(CommandInvocation invocation) {
        return CommandResult.table("address", "last_login")
                .row("anna@example.org", "today")
                .row("b@example.org", Optional.empty())
                .build();
    }

    private CommandResult delete(CommandInvocation invocation) {
        if (invocation.get(ADDRESS).local().equals("nobody")) {
            throw CommandException.notFound("There is no account " + invocation.get(ADDRESS) + ".");
        }
        done.add("deleted " + invocation.get(ADDRESS));
        return CommandResult.message("gone");
    }

    private int run(ScriptedTerminal terminal, String... arguments) {
        List<String> line = new ArrayList<>(Arrays.asList(arguments));
        line.addAll(List.of("--socket", socket().toString()));
        return new Ctl(terminal).run(line);
    }

    @Test
    void fieldsAsTextAndAsJson() {
        ScriptedTerminal text = new ScriptedTerminal();
        ScriptedTerminal json = new ScriptedTerminal();

        assertThat(run(text, "status")).isZero();
        assertThat(run(json, "--json", "status")).isZero();

        assertThat(text.printed()).isEqualTo("""
                version   1.0
                sessions  7
                hosts     a.example
                          b.example
                note      -
                """);
        assertThat(json.printed().replaceAll("\\s", ""))
                .isEqualTo(
                        "{\"version\":\"1.0\",\"sessions\":7,\"hosts\":[\"a.example\",\"b.example\"],\"note\":null}");
    }

    @Test
    void tablesAsTextAndAsJson() {
        ScriptedTerminal text = new ScriptedTerminal();
        ScriptedTerminal json = new ScriptedTerminal();

        assertThat(run(text, "user", "list")).isZero();
        assertThat(run(json, "user", "list", "--json")).isZero();

        assertThat(text.printed()).isEqualTo("""
                ADDRESS           LAST LOGIN
                anna@example.org  today
                b@example.org     -
                """);
        assertThat(json.printed().replaceAll("\\s", ""))
                .isEqualTo("{\"rows\":[{\"address\":\"anna@example.org\",\"last_login\":\"today\"},"
                        + "{\"address\":\"b@example.org\",\"last_login\":null}]}");
    }

    @Test
    void aPasswordIsAskedForTwice() {
        ScriptedTerminal same = new ScriptedTerminal().typing("s3cret", "s3cret");
        ScriptedTerminal different = new ScriptedTerminal().typing("s3cret", "secret");

        assertThat(run(same, "user", "add", "anna@example.org", "--role=admin")).isZero();
        assertThat(run(different, "user", "add", "bob@example.org")).isEqualTo(2);

        assertThat(done).containsExactly("anna@example.org s3cret admin");
        assertThat(different.complained()).isEqualTo("These were not the same.\n");
    }

    @Test
    void aPasswordIsReadFromStandardInput() {
        ScriptedTerminal terminal = new ScriptedTerminal().reading("pässword\r\nmore");

        assertThat(run(terminal, "user", "add", "--password-stdin", "anna@example.org"))
                .isZero();

        assertThat(done).containsExactly("anna@example.org pässword user");
        assertThat(terminal.printed()).isEqualTo("The account anna@example.org is created.\n");
    }

    @Test
    void aPasswordOnTheCommandLineIsRefused() {
        ScriptedTerminal terminal = new ScriptedTerminal();

        assertThat(run(terminal, "user", "add", "anna@example.org", "--password", "s3cret"))
                .isEqualTo(2);

        assertThat(done).isEmpty();
        assertThat(terminal.complained()).startsWith("--password is secret and does not belong on a command line");
    }

    @Test
    void whatDestroysAsksFirst() {
        ScriptedTerminal no = new ScriptedTerminal().typing("n");
        ScriptedTerminal nobody = new ScriptedTerminal();
        ScriptedTerminal yes = new ScriptedTerminal().typing("y");

        assertThat(run(no, "user", "delete", "a@example.org")).isEqualTo(5);
        assertThat(run(nobody, "user", "delete", "b@example.org")).isEqualTo(2);
        assertThat(run(yes, "user", "delete", "c@example.org")).isZero();
        assertThat(run(nobody, "user", "delete", "d@example.org", "--yes")).isZero();

        assertThat(done).containsExactly("deleted c@example.org", "deleted d@example.org");
    }

    @Test
    void failuresHaveExitCodesAndAJsonForm() {
        ScriptedTerminal text = new ScriptedTerminal();
        ScriptedTerminal json = new ScriptedTerminal();

        assertThat(run(text, "user", "delete", "nobody@example.org", "--yes")).isEqualTo(3);
        assertThat(run(json, "user", "delete", "nobody@example.org", "--yes", "--json"))
                .isEqualTo(3);

        assertThat(text.complained()).isEqualTo("There is no account nobody@example.org.\n");
        assertThat(json.printed().replaceAll("\\s+", " "))
                .isEqualTo("{ \"error\" : { \"kind\" : \"not-found\", "
                        + "\"message\" : \"There is no account nobody@example.org.\" } } ");
    }

    @Test
    void mistakesAreExplained() {
        assertThat(complaint("usr", "add")).isEqualTo("There is no command \"usr add\". Did you mean \"user add\"?\n");
        assertThat(complaint("user")).isEqualTo("There are: user add, user delete, user import, user list.\n");
        assertThat(complaint("user", "add")).isEqualTo("user add needs ADDRESS: The address of the account.\n");
        assertThat(complaint("user", "add", "a@b", "--rol", "admin"))
                .isEqualTo("user add has no option --rol. Did you mean --role?\n");
        assertThat(complaint("user", "list", "all")).isEqualTo("\"all\" is more than user list takes.\n");
        assertThat(complaint("user", "import"))
                .isEqualTo("user import needs FILE, or - for standard input: Lines of ADDRESS,PASSWORD.\n");
    }

    private String complaint(String... arguments) {
        ScriptedTerminal terminal = new ScriptedTerminal();
        assertThat(run(terminal, arguments)).isEqualTo(2);
        return terminal.complained();
    }

    @Test
    void filesAreStreamed() throws IOException {
        String lines = IntStream.range(0, 50_000)
                .mapToObj(i -> "user" + i + "@example.org,password" + i)
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("accounts.csv"), lines);
        ScriptedTerminal terminal = new ScriptedTerminal();
        ScriptedTerminal piped = new ScriptedTerminal().reading("a\nb\n");
        ScriptedTerminal unread = new ScriptedTerminal();
        ScriptedTerminal absent = new ScriptedTerminal();

        assertThat(run(terminal, "user", "import", file.toString())).isZero();
        assertThat(run(piped, "user", "import", "-")).isZero();
        assertThat(run(unread, "import-nothing", file.toString())).isZero();
        assertThat(run(absent, "user", "import", "absent.csv")).isEqualTo(3);

        assertThat(terminal.printed()).isEqualTo("lines  50000\n");
        assertThat(piped.printed()).isEqualTo("lines  2\n");
        assertThat(unread.printed()).isEqualTo("nothing was read\n");
    }

    @Test
    void helpListsWhatTheServerOffers() {
        ScriptedTerminal all = new ScriptedTerminal();
        ScriptedTerminal one = new ScriptedTerminal();

        assertThat(run(all, "help")).isZero();
        assertThat(run(one, "user", "add", "--help")).isZero();

        assertThat(all.printed()).contains("  user add         Creates an account.\n");
        assertThat(one.printed()).isEqualTo("""
                Usage: carillonctl user add ADDRESS [--password-stdin] [--role WORD]

                Creates an account.

                  ADDRESS           The address of the account.
                  --password-stdin  The password. Read from standard input; asked for where this is not given.
                  --role WORD       What the account may do. One of user, admin.
                """);
    }

    @Test
    void theSocketBelongsToItsOwnerAndGroup() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aSecondServerIsRefusedAndAStaleSocketReplaced() throws IOException {
        assertThat(catchThrowable(() -> server().start()))
                .isInstanceOf(IOException.class)
                .hasMessage("another server answers on " + socket());
        server.close();
        Path other = directory.resolve("other.sock");
        try (var abandoned = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            abandoned.bind(UnixDomainSocketAddress.of(other));
        }
        Files.move(other, socket());

        server = server();
        server.start();

        assertThat(run(new ScriptedTerminal(), "status")).isZero();
    }

    @Test
    void aCommandThatRunsStillAnswersWhenTheServerCloses() throws Exception {
        ScriptedTerminal terminal = new ScriptedTerminal();
        FutureTask<Integer> waiting = new FutureTask<>(() -> run(terminal, "wait"));
        Thread.ofVirtual().start(waiting);
        entered.await();
        FutureTask<Boolean> closing = new FutureTask<>(() -> {
            server.close();
            return true;
        });
        Thread.ofVirtual().start(closing);
        leave.countDown();

        assertThat(waiting.get()).isZero();
        assertThat(closing.get()).isTrue();
        assertThat(terminal.printed()).isEqualTo("waited\n");
        assertThat(socket()).doesNotExist();
    }

    @Test
    void withoutAServerTheExitCodeSaysSo() throws IOException {
        server.close();
        ScriptedTerminal terminal = new ScriptedTerminal();

        assertThat(run(terminal, "user", "list")).isEqualTo(69);

        assertThat(terminal.complained())
                .isEqualTo("The server does not run: nothing answers at " + socket()
                        + ". (--config, --data or --socket tell where to look.)\n");
    }

    @Test
    void theSocketIsFoundByTheConfiguration() throws IOException {
        Path elsewhere = Files.createDirectories(directory.resolve("etc"));
        Path config = Files.writeString(elsewhere.resolve("carillon.toml"), """
                data = "../var" # beside
                [[host]]
                name = "example.org"
                [control]
                socket = '%s'
                """.formatted(socket()));
        Path byData = Files.writeString(elsewhere.resolve("data.toml"), "data = \"%s\"\n".formatted(directory));
        ScriptedTerminal terminal = new ScriptedTerminal().with("CARILLON_CONFIG", config.toString());

        assertThat(new Ctl(terminal).run(List.of("status"))).isZero();
        assertThat(new Ctl(new ScriptedTerminal()).run(List.of("status", "--config", byData.toString())))
                .isZero();
        assertThat(new Ctl(new ScriptedTerminal()).run(List.of("status", "--data=" + directory)))
                .isZero();
    }

    @Test
    void theConfigurationIsValidatedHere() throws IOException {
        server.close();
        Path good = Files.writeString(directory.resolve("good.toml"), "[[host]]\nname = \"example.org\"\n");
        Path bad = Files.writeString(directory.resolve("bad.toml"), "[[host]]\nnam = \"example.org\"\n");
        ScriptedTerminal right = new ScriptedTerminal();
        ScriptedTerminal wrong = new ScriptedTerminal();
        ScriptedTerminal explained = new ScriptedTerminal();

        assertThat(run(right, "config", "validate", good.toString())).isZero();
        assertThat(run(wrong, "config", "validate", bad.toString())).isEqualTo(1);
        assertThat(run(explained, "config", "explain", "limits.depth", "--config", good.toString()))
                .isZero();

        assertThat(right.printed()).endsWith("The configuration has no problems.\n");
        assertThat(wrong.printed()).isEqualTo("""
                PROBLEM
                %1$s:1:1: host.name is missing: expected a domain
                %1$s:2:1: unknown key "nam" in [[host]]; did you mean "name"?

                2 problems
                """.formatted(bad));
        assertThat(explained.printed()).isEqualTo("""
                key            limits.depth
                type           an integer from 8 to 1000
                default        64
                documentation  How deep elements may nest within a stanza.

                KEY           VALUE  SOURCE
                limits.depth  64     default
                """);
    }

    @Test
    void withoutAServerTheFilesAreChecked() throws IOException {
        server.close();
        Path config = Files.writeString(
                directory.resolve("carillon.toml"), "[[host]]\nname = \"localhost\"\n[[listener]]\nport = 0\n");
        Files.createDirectory(directory.resolve("certs"));
        ScriptedTerminal terminal = new ScriptedTerminal();

        assertThat(run(terminal, "check", "--config", config.toString())).isEqualTo(1);

        assertThat(terminal.printed())
                .startsWith("LEVEL  SUBJECT        FINDING\n")
                .contains("error  certificates   " + directory + "/certs: no certificate here names the host localhost")
                .endsWith("\n1 error, 0 warnings.\n");
    }

    @Test
    void completionKnowsTheCommandsOfTheServer() {
        ScriptedTerminal terminal = new ScriptedTerminal();

        assertThat(run(terminal, "completion", "words")).isZero();

        assertThat(terminal.printed().lines())
                .contains("user add|--password-stdin --role|", "user import||FILE", "config validate||FILE");
    }
}
