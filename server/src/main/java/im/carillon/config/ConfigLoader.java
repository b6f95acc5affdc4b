package im.carillon.config;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code carillon.toml} and, in the order of their names, the files {@code conf.d/*.toml}
 * beside it. Tables of different files are joined, {@code [[host]]} and {@code [[listener]]}
 * appended; nothing can be set twice. Everything that is wrong is reported together.
 */
public final class ConfigLoader {

    private final Environment environment;

    @Inject
    public ConfigLoader() {
        this(name -> Optional.ofNullable(System.getenv(name)));
    }

    /** With other variables than those of the process. */
    public ConfigLoader(Function<String, Optional<String>> variables) {
        this.environment = new Environment(variables);
    }

    /**
     * @param dataOverride the data directory from the command line, stronger than what is written
     */
    public LoadedConfig load(Path file, Optional<Path> dataOverride) throws ConfigException {
        Path main = file.toAbsolutePath().normalize();
        Problems problems = new Problems();
        List<Path> files = new ArrayList<>(List.of(main));
        files.addAll(additions(main.resolveSibling("conf.d"), problems));
        ConfigTree tree = new ConfigTree(problems);
        boolean readable = true;
        for (Path each : files) {
            Optional<Raw.Table> table = new TomlFile(each, environment, problems).read();
            table.ifPresent(tree::add);
            readable &= table.isPresent();
        }
        if (!readable) {
            // what a broken file would have said is unknown, so that more problems would mislead
            problems.throwIfAny();
        }
        ConfigAssembly assembly = new ConfigAssembly(main, tree, dataOverride.map(Path::toAbsolutePath), problems);
        CarillonConfig config = assembly.assemble();
        problems.throwIfAny();
        return new LoadedConfig(config, main, files, assembly.values());
    }

    private static List<Path> additions(Path directory, Problems problems) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.toml")) {
            found.forEach(files::add);
        } catch (IOException e) {
            problems.add(ConfigSource.of(directory), "cannot be read: " + TomlFile.reason(e));
        }
        files.sort(null);
        return files;
    }
}
