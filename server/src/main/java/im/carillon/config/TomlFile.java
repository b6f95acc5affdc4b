package im.carillon.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlKeyValue;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.tomlj.TomlValue;

/** Reads one TOML file into {@link Raw} values; the only class that knows the parser. */
final class TomlFile {

    private static final int LARGEST = 1 << 20;

    private final Path file;
    private final Environment environment;
    private final Problems problems;

    TomlFile(Path file, Environment environment, Problems problems) {
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    /** Empty when the file cannot be read or is not TOML; the problems say why. */
    Optional<Raw.Table> read() {
        problems.opened(file);
        return text().map(Toml::parse).filter(this::isWellFormed).map(toml -> table(toml, ConfigSource.of(file)));
    }

    private Optional<String> text() {
        try {
            if (Files.size(file) > LARGEST) {
                problems.add(ConfigSource.of(file), "is larger than 1 MiB, which no configuration is");
                return Optional.empty();
            }
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            problems.add(ConfigSource.of(file), "cannot be read: " + reason(e));
            return Optional.empty();
        }
    }

    static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "permission denied to user " + System.getProperty("user.name");
            case CharacterCodingException e -> "it is not UTF-8 text";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private boolean isWellFormed(TomlParseResult toml) {
        for (TomlParseError error : toml.errors()) {
            problems.add(at(error.position()), explained(String.valueOf(error.getMessage())));
        }
        return toml.errors().isEmpty();
    }

    private static String explained(String message) {
        if (message.endsWith("expected a newline or end-of-input")) {
            return message + " (text, sizes and times need quotes, such as \"30 s\")";
        }
        if (message.endsWith("expected a value")) {
            return message + " (text needs quotes; a switch is true or false)";
        }
        return message;
    }

    private Raw.Table table(TomlTable toml, ConfigSource source) {
        Map<String, Raw.Entry> entries = new LinkedHashMap<>();
        for (String key : toml.keySet()) {
            List<String> path = List.of(key);
            ConfigSource keySource = at(toml.inputPositionOf(path));
            Object value = toml.get(path);
            TomlKeyValue entry = toml.entry(path);
            ConfigSource valueSource = entry == null ? keySource : at(entry.value());
            entries.put(key, new Raw.Entry(keySource, raw(value, isNested(value) ? keySource : valueSource)));
        }
        return new Raw.Table(entries, source);
    }

    /** A table's own place is its header, an array of tables' that of its first element. */
    private static boolean isNested(Object value) {
        return value instanceof TomlTable || value instanceof TomlArray;
    }

    private Raw raw(Object value, ConfigSource source) {
        return switch (value) {
            case String text -> new Raw.Text(environment.expand(text, missing -> missing(missing, source)), source);
            case Long whole -> new Raw.Whole(whole, source);
            case Boolean flag -> new Raw.Flag(flag, source);
            case TomlArray array -> items(array, source);
            case TomlTable table -> table(table, source);
            default -> new Raw.Other(value.toString(), source);
        };
    }

    private Raw.Items items(TomlArray array, ConfigSource source) {
        List<Raw> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            values.add(raw(array.get(i), at(array.inputPositionOf(i))));
        }
        return new Raw.Items(List.copyOf(values), source);
    }

    private void missing(String variable, ConfigSource source) {
        problems.add(source, "the environment variable " + variable + " is not set");
    }

    private ConfigSource at(TomlValue value) {
        return at(value.position());
    }

    private ConfigSource at(TomlPosition position) {
        return new ConfigSource(file, position.line(), position.column());
    }
}
