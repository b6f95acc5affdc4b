package im.carillon.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to say about a key that nobody knows: what was meant, or where it belongs. */
final class UnknownKey {

    private UnknownKey() {}

    static String message(ConfigTable table, String name, Raw value) {
        boolean header = table.name().isEmpty() && isTable(value);
        String what = header ? "unknown table [" + name + "]" : "unknown key \"" + name + "\" " + table.place();
        return what + advice(table, name, header).map(advice -> "; " + advice).orElse("");
    }

    private static boolean isTable(Raw value) {
        return value instanceof Raw.Table
                || value instanceof Raw.Items items
                        && !items.values().isEmpty()
                        && items.values().getFirst() instanceof Raw.Table;
    }

    private static Optional<String> advice(ConfigTable table, String name, boolean header) {
        if (header) {
            return nearestTable(name);
        }
        return home(table, name).or(() -> nearestHere(table, name)).or(() -> nearestElsewhere(table, name));
    }

    private static Optional<String> nearestTable(String name) {
        List<String> names = ConfigSchema.TABLES.stream().map(ConfigTable::name).toList();
        return Nearest.to(name, names).flatMap(ConfigSchema::find).map(near -> "did you mean " + near.header() + "?");
    }

    /** The key is right and the table wrong; the usual slip is a top-level key below a header. */
    private static Optional<String> home(ConfigTable table, String name) {
        List<String> homes = ConfigSchema.TABLES.stream()
                .filter(other -> !other.equals(table) && other.key(name).isPresent())
                .map(UnknownKey::placeFor)
                .toList();
        return homes.isEmpty() ? Optional.empty() : Optional.of("it belongs " + String.join(" or ", homes));
    }

    private static String placeFor(ConfigTable table) {
        return table.name().isEmpty() ? "at the top of the file, before the first [table]" : table.place();
    }

    private static Optional<String> nearestHere(ConfigTable table, String name) {
        return Nearest.to(name, table.names()).map(near -> "did you mean \"" + near + "\"?");
    }

    private static Optional<String> nearestElsewhere(ConfigTable table, String name) {
        return ConfigSchema.TABLES.stream()
                .filter(other -> !other.equals(table))
                .flatMap(
                        other -> Nearest.to(name, other.names())
                                .map(near -> "did you mean \"" + near + "\" " + other.place() + "?")
                                .stream())
                .findFirst()
                .or(() -> Stream.of(table.names())
                        .map(names -> "known are " + String.join(", ", names))
                        .findFirst());
    }
}
