package im.carillon.ctl;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;

/** Where the client reads and writes. */
public interface Terminal {

    InputStream in();

    PrintStream out();

    PrintStream err();

    /** Asks for something that is not shown; empty where nobody is there to be asked. */
    Optional<String> askSecret(String prompt);

    /** Asks for a line; empty where nobody is there to be asked. */
    Optional<String> ask(String prompt);

    Optional<String> variable(String name);
}
