package im.carillon.integration.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The known failures: rows of the tables in {@code docs/interop.md} whose first cell is a test in
 * back quotes, either {@code Class} or {@code Class.method}, and whose second cell is the reason.
 */
final class Explanations {

    private static final Pattern ROW = Pattern.compile("^\\|\\s*`([\\w.]+)`\\s*\\|\\s*(.*\\S)\\s*\\|\\s*$");

    private final Map<String, String> reasons;

    private Explanations(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    static Explanations read(Path document) {
        Map<String, String> reasons = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(document)) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    reasons.put(row.group(1), row.group(2));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Explanations(reasons);
    }

    Optional<String> of(TestName test) {
        return Optional.ofNullable(reasons.get(test.toString()))
                .or(() -> Optional.ofNullable(reasons.get(test.className())));
    }
}
