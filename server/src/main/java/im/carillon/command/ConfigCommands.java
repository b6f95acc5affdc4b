package im.carillon.command;

import im.carillon.config.ConfigException;
import im.carillon.config.ConfigKey;
import im.carillon.config.ConfigProblem;
import im.carillon.config.ConfigSchema;
import im.carillon.config.ConfigValue;
import im.carillon.config.LoadedConfig;
import im.carillon.config.Nearest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** {@code config validate}, {@code config show} and {@code config explain}. */
public final class ConfigCommands implements CommandSource {

    private static final Parameter<String> KEY = Parameter.positional(
            "key",
            new ParameterType<>("KEY", ConfigSchema.keys().map(ConfigKey::path).toList(), text -> text),
            "A key with its table, such as limits.depth.");

    private final CurrentConfig config;

    @Inject
    public ConfigCommands(CurrentConfig config) {
        this.config = config;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("config validate")
                        .summary("Checks the configuration files without taking them up.")
                        .runs(invocation -> validate()),
                Command.named("config show")
                        .summary("Shows every key with its value and where that is written.")
                        .runs(invocation -> show()),
                Command.named("config explain")
                        .summary("Explains a key: meaning, type, default, value.")
                        .takes(KEY)
                        .runs(invocation -> explain(invocation.get(KEY))));
    }

    /** The answer of {@code config validate}. */
    public CommandResult validate() {
        try {
            LoadedConfig loaded = config.read();
            return CommandResult.fields()
                    .field("files", loaded.files())
                    .build()
                    .withMessage("The configuration has no problems.");
        } catch (ConfigException e) {
            CommandResult.TableBuilder table = CommandResult.table("problem");
            for (ConfigProblem problem : e.problems()) {
                table.row(problem);
            }
            return table.build().withMessage(counted(e.problems().size())).withExitCode(1);
        }
    }

    private static String counted(int problems) {
        return problems == 1 ? "1 problem" : problems + " problems";
    }

    private CommandResult show() {
        CommandResult.TableBuilder table = CommandResult.table("key", "value", "source");
        for (ConfigValue value : config.current().values()) {
            table.row(
                    value.path(),
                    value.value(),
                    value.source().<Object>map(Object::toString).orElse("default"));
        }
        return table.build();
    }

    private CommandResult explain(String path) {
        ConfigKey<?> key = ConfigSchema.key(path).orElseThrow(() -> unknown(path));
        CommandResult.TableBuilder values = CommandResult.table("key", "value", "source");
        for (ConfigValue value : config.current().values(key)) {
            values.row(
                    value.path(),
                    value.value(),
                    value.source().<Object>map(Object::toString).orElse("default"));
        }
        return CommandResult.fields()
                .field("key", key.path())
                .field("type", key.type().expected())
                .field("default", key.shownFallback())
                .field("documentation", key.documentation())
                .build()
                .withTable(values.build());
    }

    private static CommandException unknown(String path) {
        List<String> paths = ConfigSchema.keys().map(ConfigKey::path).toList();
        Optional<String> elsewhere =
                paths.stream().filter(known -> known.endsWith("." + path)).findFirst();
        String hint = elsewhere
                .or(() -> Nearest.to(path, paths))
                .map(near -> " Did you mean \"" + near + "\"?")
                .orElse("");
        return CommandException.notFound("There is no key \"" + path + "\"." + hint);
    }
}
