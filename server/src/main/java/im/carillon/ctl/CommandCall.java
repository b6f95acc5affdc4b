package im.carillon.ctl;

import im.carillon.command.CommandDescriptor;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command with what its line says.
 *
 * @param arguments parameter names to values
 * @param secretsFromInput the secrets that come from standard input, a line for each
 * @param input the file that the command reads, {@code -} for standard input
 */
record CommandCall(
        CommandDescriptor command,
        Map<String, String> arguments,
        Set<String> secretsFromInput,
        Optional<String> input) {}
