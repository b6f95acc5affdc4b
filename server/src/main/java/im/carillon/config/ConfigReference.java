package im.carillon.config;

import java.util.stream.Collectors;

/** The page of the manual that lists every key, made from the declarations in {@link ConfigSchema}. */
public final class ConfigReference {

    private static final String HEAD = """
            # Configuration reference

            This page is made from the declarations in the source (`ConfigSchema`). Every key can also be asked for on \
            the spot: `carillonctl config explain limits.depth` shows its meaning, its value and the place where that \
            is written.

            The server reads `carillon.toml` and, in the order of their names, the files `conf.d/*.toml` beside it. \
            Tables of different files are joined, `[[host]]` and `[[listener]]` are appended, and nothing can be set \
            twice. `${env:NAME}` in a string stands for a variable of the environment.
            """;

    private ConfigReference() {}

    /** In Markdown. */
    public static String markdown() {
        return ConfigSchema.TABLES.stream()
                .map(ConfigReference::table)
                .collect(Collectors.joining("\n", HEAD + "\n", ""));
    }

    private static String table(ConfigTable table) {
        String title = table.name().isEmpty() ? "Top of the file" : "`" + table.header() + "`";
        return "## " + title + "\n\n" + table.documentation() + "\n\n"
                + table.keys().stream().map(ConfigReference::key).collect(Collectors.joining("\n"));
    }

    private static String key(ConfigKey<?> key) {
        String fallback = key.shownFallback()
                .map(value -> "Default: `" + value + "`.")
                .orElse(key.required() ? "Required." : "No default.");
        String file = key.secret() ? " It can stand in a file of its own: `" + key.fileName() + "`." : "";
        return "### `" + key.path() + "`\n\n" + key.documentation() + file + "\n\nType: "
                + key.type().expected() + ". " + fallback + "\n";
    }
}
