package im.carillon.integration.interop;

import im.carillon.integration.CarillonProcess;
import im.carillon.integration.Configuration;
import im.carillon.integration.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** {@code ./dev interop}: starts a server with empty data, runs the suite, prints what came of it. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(Options.parse(arguments)) ? 0 : 1);
    }

    private static boolean run(Options options) throws Exception {
        Explanations explanations = Explanations.read(options.explanations());
        Files.createDirectories(options.output());
        Path folder = Files.createTempDirectory(options.output().toAbsolutePath(), "server-");
        logTo(options.output().resolve("suite.log"));
        Report report;
        String[] extra = options.transport().isPlain() ? new String[] {"[tls]", "required = false"} : new String[0];
        try (CarillonProcess server =
                CarillonProcess.start(new Image(options.image()), folder, Configuration.onFreePorts(extra))) {
            System.out.println("running, with a log in " + options.output().resolve("suite.log"));
            try {
                report = Report.of(new Suite(server, options).run(), explanations);
            } finally {
                Files.write(options.output().resolve("server.log"), server.log());
            }
        }
        report.write(options.output());
        report.print(System.out);
        return report.isExplained();
    }

    /** The suite says a lot, and it says it to java.util.logging. */
    private static void logTo(Path file) throws Exception {
        Logger root = Logger.getLogger("");
        for (Handler console : root.getHandlers()) {
            root.removeHandler(console);
        }
        FileHandler handler = new FileHandler(file.toString());
        handler.setFormatter(new SimpleFormatter());
        handler.setLevel(Level.INFO);
        root.addHandler(handler);
    }
}
