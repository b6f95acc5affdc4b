package im.carillon;

import im.carillon.lifecycle.RunCommand;
import im.carillon.lifecycle.ServerVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

/** The server's command line: {@code carillon run|version|help}. */
public final class Main {

    private static final int USAGE = 64; // EX_USAGE of sysexits.h

    private static final String HELP = """
            usage: carillon run [--config FILE] [--data DIR] [--first-run]
                   carillon version
                   carillon help

              run          runs the server in the foreground until SIGTERM or carillonctl stop
              --config     the configuration, /etc/carillon/carillon.toml if not given
              --data       the directory for the database and other state, instead of the configured one
              --first-run  makes the accounts of the configured administrators and says what to do next
            """;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        int code = run(arguments);
        // after SIGTERM this waits for the end of the JVM, whose exit code is then the signal's
        System.exit(code);
    }

    private static int run(String[] arguments) throws InterruptedException {
        String command = arguments.length == 0 ? "help" : arguments[0];
        return switch (command) {
            case "run" ->
                server(Arrays.asList(arguments).subList(1, arguments.length).iterator());
            case "version" -> say("Carillon " + ServerVersion.ofThisBuild().value(), 0);
            case "help", "-h", "--help" -> say(HELP, 0);
            default -> say("no such command: " + command + "\n" + HELP, USAGE);
        };
    }

    private static int server(Iterator<String> options) throws InterruptedException {
        Path config = Path.of("/etc/carillon/carillon.toml");
        Optional<Path> data = Optional.empty();
        boolean firstRun = false;
        while (options.hasNext()) {
            String option = options.next();
            if (option.equals("--first-run")) {
                firstRun = true;
            } else if (option.equals("--config") && options.hasNext()) {
                config = Path.of(options.next());
            } else if (option.equals("--data") && options.hasNext()) {
                data = Optional.of(Path.of(options.next()));
            } else {
                return say("cannot use the option " + option + "\n" + HELP, USAGE);
            }
        }
        return new RunCommand(Modules::of, System.out, System.err).run(config, data, firstRun);
    }

    private static int say(String text, int code) {
        (code == 0 ? System.out : System.err).println(text);
        return code;
    }
}
