package im.carillon.command;

import java.io.BufferedReader;
import java.util.List;
import java.util.Map;

/**
 * A command as it comes from a client, nothing checked yet.
 *
 * @param arguments parameter names to values as text
 * @param input what the command may read; at its end where there is nothing
 */
public record CommandRequest(List<String> words, Map<String, String> arguments, BufferedReader input, Caller caller) {

    public CommandRequest {
        words = List.copyOf(words);
        arguments = Map.copyOf(arguments);
    }

    /** Arguments may be secret. */
    @Override
    public String toString() {
        return String.join(" ", words) + " by " + caller;
    }
}
