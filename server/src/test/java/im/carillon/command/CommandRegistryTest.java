package im.carillon.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.BareJid;
import java.io.BufferedReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandRegistryTest {

    private static final Parameter<BareJid> ADDRESS =
            Parameter.positional("address", ParameterType.ADDRESS, "The address.");
    private static final Parameter<Integer> LIMIT =
            Parameter.option("limit", ParameterType.integer(1, 100), "How many.");
    private static final Parameter<Boolean> FORCE = Parameter.flag("force", "Really.");

    private final List<Object> seen = new ArrayList<>();

    private final Command add = Command.named("user add")
            .summary("Adds.")
            .takes(ADDRESS, LIMIT, FORCE)
            .runs(invocation -> {
                seen.add(invocation.get(ADDRESS));
                seen.add(invocation.find(LIMIT));
                seen.add(invocation.get(FORCE));
                return CommandResult.message("added");
            });

    @Test
    void argumentsArriveAsTheirTypes() {
        CommandResult result = run(registry(add), "user add", Map.of("address", "Anna@example.org", "limit", "5"));

        assertThat(result.message()).contains("added");
        assertThat(seen).containsExactly(BareJid.of("anna@example.org"), Optional.of(5), false);
    }

    @Test
    void wrongArgumentsAreWrongUsage() {
        CommandRegistry registry = registry(add);

        assertFailure(registry, "user add", Map.of(), Failure.USAGE, "user add needs address: The address.");
        assertFailure(
                registry,
                "user add",
                Map.of("address", "a@b", "limit", "many"),
                Failure.USAGE,
                "limit: expected a number from 1 to 100");
        assertFailure(
                registry,
                "user add",
                Map.of("address", "a@b", "limt", "1"),
                Failure.USAGE,
                "user add does not take limt.");
        assertFailure(
                registry,
                "user ad",
                Map.of(),
                Failure.USAGE,
                "There is no command \"user ad\". Did you mean \"user add\"?");
    }

    @Test
    void failuresOfTheHandlerKeepTheirKindAndOursTellNothing() {
        CommandRegistry registry = registry(
                Command.named("known").runs(invocation -> {
                    throw CommandException.conflict("It is there already.");
                }),
                Command.named("unknown").runs(invocation -> {
                    throw new IllegalStateException("secret detail");
                }));

        assertFailure(registry, "known", Map.of(), Failure.CONFLICT, "It is there already.");
        assertFailure(registry, "unknown", Map.of(), Failure.INTERNAL, "The server failed; its log says more.");
    }

    @Test
    void commandsThatCollideAreRefused() {
        Command other = Command.named("user").runs(invocation -> CommandResult.message(""));
        Command reserved = Command.named("dump")
                .takes(Parameter.flag("json", "No."))
                .runs(invocation -> CommandResult.message(""));

        assertThatThrownBy(() -> registry(add, add)).hasMessage("two commands are called \"user add\"");
        assertThatThrownBy(() -> registry(add, other))
                .hasMessage("the command \"user\" hides the command \"user add\"");
        assertThatThrownBy(() -> registry(reserved)).hasMessage("the command \"dump\" uses the reserved option --json");
        assertThatThrownBy(() -> Command.named("User Add")).hasMessage("not the words of a command: [User, Add]");
    }

    private static CommandRegistry registry(Command... commands) {
        return new CommandRegistry(Set.of(() -> List.of(commands)));
    }

    private static CommandResult run(CommandRegistry registry, String words, Map<String, String> arguments) {
        BufferedReader nothing = new BufferedReader(new StringReader(""));
        return registry.run(
                new CommandRequest(List.of(words.split(" ")), arguments, nothing, new Caller("test", "test")));
    }

    private static void assertFailure(
            CommandRegistry registry, String words, Map<String, String> arguments, Failure kind, String message) {
        assertThatThrownBy(() -> run(registry, words, arguments))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.failure()).isEqualTo(kind));
    }
}
