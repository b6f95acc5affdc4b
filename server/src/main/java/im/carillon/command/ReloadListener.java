package im.carillon.command;

import com.google.inject.Binder;
import com.google.inject.multibindings.Multibinder;
import im.carillon.config.CarillonConfig;

/** Told when the configuration has been read again and is in use. */
@FunctionalInterface
public interface ReloadListener {

    void reloaded(CarillonConfig before, CarillonConfig now);

    /** The set that features add theirs to. */
    static Multibinder<ReloadListener> binder(Binder binder) {
        return Multibinder.newSetBinder(binder, ReloadListener.class);
    }
}
