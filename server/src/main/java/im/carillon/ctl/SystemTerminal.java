package im.carillon.ctl;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/** The terminal of the process. */
final class SystemTerminal implements Terminal {

    @Override
    public InputStream in() {
        return System.in;
    }

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public PrintStream err() {
        return System.err;
    }

    @Override
    public Optional<String> askSecret(String prompt) {
        return console().map(console -> console.readPassword("%s", prompt)).map(String::new);
    }

    @Override
    public Optional<String> ask(String prompt) {
        return console().map(console -> console.readLine("%s", prompt));
    }

    /** Without the second question a redirected input would count as a console. */
    private static Optional<Console> console() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    @Override
    public Optional<String> variable(String name) {
        return Optional.ofNullable(System.getenv(name));
    }
}
