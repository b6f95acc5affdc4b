package im.carillon.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which build of the server this is. */
public record ServerVersion(String value) {

    private static final String RESOURCE = "version.properties";

    /** As written by the build. */
    public static ServerVersion ofThisBuild() {
        try (InputStream input = ServerVersion.class.getResourceAsStream(RESOURCE)) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(input, RESOURCE));
            return new ServerVersion(Objects.requireNonNull(properties.getProperty("version")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
