package im.carillon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong while a configuration is read, so that all of it is reported together. */
final class Problems {

    private final List<Path> files = new ArrayList<>();
    private final List<ConfigProblem> found = new ArrayList<>();

    /** Problems are reported in the order in which their files were opened. */
    void opened(Path file) {
        files.add(file);
    }

    void add(ConfigSource where, String message) {
        found.add(new ConfigProblem(where, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() throws ConfigException {
        if (!found.isEmpty()) {
            throw new ConfigException(found.stream()
                    .sorted(Comparator.<ConfigProblem>comparingInt(problem -> files.indexOf(problem.file()))
                            .thenComparingInt(ConfigProblem::line)
                            .thenComparingInt(ConfigProblem::column))
                    .toList());
        }
    }
}
