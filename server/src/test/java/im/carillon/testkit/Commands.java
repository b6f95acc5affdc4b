package im.carillon.testkit;

import im.carillon.command.Caller;
import im.carillon.command.CommandRegistry;
import im.carillon.command.CommandRequest;
import im.carillon.command.CommandResult;
import java.io.BufferedReader;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;

/** An administrator of a {@link TestServer} who runs commands. */
public record Commands(CommandRegistry registry) {

    public static Commands of(TestServer server) {
        return new Commands(server.server().get(CommandRegistry.class));
    }

    public CommandResult run(String words) {
        return run(words, Map.of());
    }

    public CommandResult run(String words, Map<String, String> arguments) {
        return run(words, arguments, new StringReader(""));
    }

    public CommandResult run(String words, Map<String, String> arguments, Reader input) {
        return registry.run(new CommandRequest(
                List.of(words.split(" ")), arguments, new BufferedReader(input), new Caller("tester", "test")));
    }
}
