package im.carillon.command;

import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import java.util.List;

/** What a feature contributes to the administration commands. */
@FunctionalInterface
public interface CommandSource {

    /** Asked once, when the server starts. */
    List<Command> commands();

    /** The set that features add their commands to. */
    static Multibinder<CommandSource> binder(Binder binder) {
        return Multibinder.newSetBinder(binder, CommandSource.class);
    }
}
