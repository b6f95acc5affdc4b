package im.carillon.command;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client has to know of a command to offer it.
 *
 * @param words a noun, usually a verb, of lower-case letters and hyphens
 * @param summary one line, a sentence
 * @param details more for the help of this command, may be empty
 * @param input what text the command reads, empty where it reads none
 * @param warning what to tell before asking whether to go on, empty where nothing is destroyed
 */
public record CommandDescriptor(
        List<String> words,
        String summary,
        String details,
        List<Parameter<?>> parameters,
        Optional<String> input,
        Optional<String> warning) {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]*");

    public CommandDescriptor {
        words = List.copyOf(words);
        parameters = List.copyOf(parameters);
        if (words.isEmpty()
                || !words.stream().allMatch(word -> WORD.matcher(word).matches())) {
            throw new IllegalArgumentException("not the words of a command: " + words);
        }
        long names = parameters.stream().map(Parameter::name).distinct().count();
        if (names != parameters.size()) {
            throw new IllegalArgumentException("two parameters of the same name: " + words);
        }
    }

    public String name() {
        return String.join(" ", words);
    }

    public List<Parameter<?>> positional() {
        return parameters.stream()
                .<Parameter<?>>map(parameter -> parameter)
                .filter(parameter -> parameter.kind() == Parameter.Kind.POSITIONAL)
                .toList();
    }

    CommandDescriptor withSummary(String text) {
        return new CommandDescriptor(words, text, details, parameters, input, warning);
    }

    CommandDescriptor withDetails(String text) {
        return new CommandDescriptor(words, summary, text, parameters, input, warning);
    }

    CommandDescriptor withParameters(List<Parameter<?>> taken) {
        return new CommandDescriptor(words, summary, details, taken, input, warning);
    }

    CommandDescriptor withInput(String documentation) {
        return new CommandDescriptor(words, summary, details, parameters, Optional.of(documentation), warning);
    }

    CommandDescriptor withWarning(String text) {
        return new CommandDescriptor(words, summary, details, parameters, input, Optional.of(text));
    }
}
