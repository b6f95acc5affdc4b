package im.carillon.ctl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A terminal whose user has decided beforehand what to type. */
final class ScriptedTerminal implements Terminal {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Deque<String> typed = new ArrayDeque<>();
    private final Map<String, String> variables = new HashMap<>();
    private InputStream in = InputStream.nullInputStream();

    ScriptedTerminal typing(String... lines) {
        typed.addAll(List.of(lines));
        return this;
    }

    ScriptedTerminal reading(String input) {
        in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    ScriptedTerminal with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public PrintStream out() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream err() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return ask(prompt);
    }

    @Override
    public Optional<String> ask(String prompt) {
        return Optional.ofNullable(typed.poll());
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }
}
