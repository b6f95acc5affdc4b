package im.carillon.integration.crash;

import im.carillon.integration.Image;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kills the server as often as the command line says. */
public final class Main {

    private Main() {}

    /** Arguments: the image, how many crashes, and, to repeat a run, its seed. */
    public static void main(String[] arguments) throws Exception {
        int crashes = Integer.parseInt(arguments[1]);
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        Path folder = Files.createTempDirectory("carillon-crash-");
        System.out.println("data in " + folder + ", seed " + seed);
        CrashRun run = new CrashRun(new Image(Path.of(arguments[0])), folder, seed, System.out::println);
        CrashRun.Result result = run.run(crashes);
        System.out.println(result);
        System.exit(result.problems().isEmpty() && result.refused() == 0 ? 0 : 1);
    }
}
