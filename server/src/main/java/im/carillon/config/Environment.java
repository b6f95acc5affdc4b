package im.carillon.config;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The process environment, for {@code ${env:NAME}} in strings. */
final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    private final Function<String, Optional<String>> variables;

    Environment(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    /** Replaces every reference; one to a variable that is not set is told and becomes nothing. */
    String expand(String text, Consumer<String> missing) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            Optional<String> value = variables.apply(name);
            if (value.isEmpty()) {
                missing.accept(name);
            }
            return Matcher.quoteReplacement(value.orElse(""));
        });
    }
}
