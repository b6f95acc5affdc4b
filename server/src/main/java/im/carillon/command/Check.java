package im.carillon.command;

import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import im.carillon.config.LoadedConfig;
import java.util.List;

/** One part of the {@code check} command: looks whether something works and says what to do if not. */
@FunctionalInterface
public interface Check {

    /** Looks; what is in order is found as well, so that one sees that it was looked at. */
    List<Finding> run(LoadedConfig config);

    /** The set that features add their checks to. */
    static Multibinder<Check> binder(Binder binder) {
        return Multibinder.newSetBinder(binder, Check.class);
    }
}
