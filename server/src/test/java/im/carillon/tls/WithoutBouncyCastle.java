package im.carillon.tls;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/** The class path of the tests without the jars of Bouncy Castle. */
final class WithoutBouncyCastle extends URLClassLoader {

    WithoutBouncyCastle() {
        super(jars(), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("bcpkix") && !entry.contains("bcprov") && !entry.contains("bcutil"))
                .map(WithoutBouncyCastle::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
