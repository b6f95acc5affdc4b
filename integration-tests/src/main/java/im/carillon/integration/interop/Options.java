package im.carillon.integration.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line.
 *
 * @param image the distribution to test
 * @param explanations the document with the known failures
 * @param output the folder for the results
 * @param accounts how the suite comes by its accounts
 * @param transport how the clients of the suite connect
 * @param tests the test classes or {@code Class.method} to run; none means all
 */
record Options(Path image, Path explanations, Path output, Accounts accounts, Transport transport, List<String> tests) {

    enum Accounts {
        /** The suite makes them, by the administrator's ad-hoc commands (XEP-0133). */
        ADMIN,
        /** Three are made beforehand; tests that need more cannot run. */
        GIVEN
    }

    static Options parse(String... arguments) {
        Path image = Path.of("distribution/target/carillon");
        Path explanations = Path.of("docs/interop.md");
        Path output = Path.of("target/interop");
        Accounts accounts = Accounts.ADMIN;
        Transport transport = Transport.TCP;
        List<String> tests = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--image" -> image = Path.of(value(arguments, ++i));
                case "--explanations" -> explanations = Path.of(value(arguments, ++i));
                case "--output" -> output = Path.of(value(arguments, ++i));
                case "--accounts" ->
                    accounts = switch (value(arguments, ++i)) {
                        case "admin" -> Accounts.ADMIN;
                        case "given" -> Accounts.GIVEN;
                        default -> throw new IllegalArgumentException("--accounts is admin or given");
                    };
                case "--transport" -> transport = Transport.of(value(arguments, ++i));
                default -> tests.add(arguments[i]);
            }
        }
        return new Options(image, explanations, output, accounts, transport, List.copyOf(tests));
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value");
        }
        return arguments[index];
    }
}
