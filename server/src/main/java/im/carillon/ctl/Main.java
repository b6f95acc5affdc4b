package im.carillon.ctl;

import java.util.List;

/** The command line client. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new Ctl(new SystemTerminal()).run(List.of(arguments)));
    }
}
