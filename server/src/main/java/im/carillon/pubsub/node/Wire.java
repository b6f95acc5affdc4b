package im.carillon.pubsub.node;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A constant with a name in the protocol: its own, in small letters and with hyphens or underscores. */
interface Wire {

    String name();

    /** As it is sent. */
    default String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant of a name, if there is one. */
    static <T extends Wire> Optional<T> find(T[] all, String wire) {
        return Arrays.stream(all).filter(one -> one.wire().equals(wire)).findFirst();
    }

    static List<String> names(Wire[] all) {
        return Arrays.stream(all).map(Wire::wire).toList();
    }
}
