package im.carillon.integration;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A built distribution.
 *
 * @param home the folder with {@code bin} and {@code lib}
 */
public record Image(Path home) {

    public Image {
        home = home.toAbsolutePath().normalize();
        if (!Files.isExecutable(home.resolve("bin/carillon"))) {
            throw new IllegalArgumentException("no distribution in " + home + "; `./dev build` makes one");
        }
    }

    /** The one that the build names by the system property {@code carillon.image}. */
    public static Image ofBuild() {
        return new Image(Path.of(System.getProperty("carillon.image", "../distribution/target/carillon")));
    }

    Path server() {
        return home.resolve("bin/carillon");
    }

    Path control() {
        return home.resolve("bin/carillonctl");
    }
}
