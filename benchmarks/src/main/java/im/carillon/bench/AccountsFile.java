package im.carillon.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Accounts in the form that {@code carillonctl user import} reads, with SCRAM keys, so that nothing is derived twice. */
final class AccountsFile {
    static final String PASSWORD = "benchmark";
    private static final int ITERATIONS = 10_000;
    private static final String SALT = Base64.getEncoder().encodeToString(Frame.bytes("salt of the load"));

    private AccountsFile() {}

    static void write(Path file, String domain, int count) {
        ScramKeys.Keys keys = new ScramKeys(PASSWORD).with(SALT, ITERATIONS);
        String secret = String.join(
                "\t",
                "SCRAM-SHA-256",
                Integer.toString(ITERATIONS),
                SALT,
                base64(keys.stored()),
                base64(keys.server()));
        String lines = IntStream.range(0, count)
                .mapToObj(i -> new Account(i).user() + "@" + domain + "\t" + secret + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
