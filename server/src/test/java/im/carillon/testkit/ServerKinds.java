package im.carillon.testkit;

import com.google.inject.Module;
import com.google.inject.spi.Elements;
import com.google.inject.spi.InstanceBinding;
import im.carillon.Modules;
import im.carillon.config.ConfigException;
import im.carillon.config.ConfigLoader;
import im.carillon.storage.ChangeKind;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of changes that a database in a test knows: all of the server's, and the test's own. */
public final class ServerKinds {

    private ServerKinds() {}

    /** What the modules of the server bind. */
    public static Set<ChangeKind<?>> all() {
        Set<ChangeKind<?>> kinds = new HashSet<>();
        Elements.getElements(modules()).forEach(element -> {
            if (element instanceof InstanceBinding<?> binding && binding.getInstance() instanceof ChangeKind<?> kind) {
                kinds.add(kind);
            }
        });
        return kinds;
    }

    /** The same, and those that a test class has in static fields. */
    public static Set<ChangeKind<?>> allAndThoseOf(Class<?> test) {
        Set<ChangeKind<?>> kinds = all();
        try {
            for (Field field : test.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && ChangeKind.class.isAssignableFrom(field.getType())) {
                    field.setAccessible(true);
                    kinds.add((ChangeKind<?>) field.get(null));
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return kinds;
    }

    private static List<Module> modules() {
        try {
            Path folder = Files.createTempDirectory("carillon-kinds");
            Path file = Files.writeString(folder.resolve("carillon.toml"), "[[host]]\nname = \"localhost\"\n");
            try {
                return Modules.of(new ConfigLoader().load(file, Optional.of(folder.resolve("data"))));
            } finally {
                Files.delete(file);
                Files.delete(folder);
            }
        } catch (IOException | ConfigException e) {
            throw new IllegalStateException("the kinds of the server cannot be listed", e);
        }
    }
}
