package im.carillon.lifecycle;

import com.google.inject.Module;
import im.carillon.config.LoadedConfig;
import java.util.List;

/**
 * What another jar of the distribution adds to the server. It is found by {@link
 * java.util.ServiceLoader}, so that the server needs to know none of them.
 */
@FunctionalInterface
public interface ModuleSource {

    List<Module> modules(LoadedConfig loaded);
}
