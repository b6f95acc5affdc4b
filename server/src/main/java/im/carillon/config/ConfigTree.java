package im.carillon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all files say together: tables are joined, arrays of tables appended, and whatever no table
 * knows is a problem.
 */
final class ConfigTree {

    private final Problems problems;
    private final Map<String, Map<String, Raw.Entry>> single = new LinkedHashMap<>();
    private final Map<String, List<Raw.Table>> repeated = new LinkedHashMap<>();

    ConfigTree(Problems problems) {
        this.problems = problems;
    }

    /** The keys of a table that is there once; empty where no file has it. */
    Map<String, Raw.Entry> entries(String table) {
        return single.getOrDefault(table, Map.of());
    }

    /** All tables of one name, in the order of the files. */
    List<Raw.Table> tables(String table) {
        return repeated.getOrDefault(table, List.of());
    }

    void add(Raw.Table file) {
        file.entries().forEach((name, entry) -> {
            Optional<ConfigTable> table =
                    ConfigSchema.find(name).filter(known -> !known.name().isEmpty());
            if (table.isPresent()) {
                addTable(table.get(), entry);
            } else {
                addKey(ConfigSchema.table(""), name, entry);
            }
        });
    }

    private void addTable(ConfigTable table, Raw.Entry entry) {
        switch (entry.value()) {
            case Raw.Table one when !table.repeated() -> addKeys(table, one);
            case Raw.Items many
            when table.repeated() && areTables(many) ->
                many.values().forEach(one -> addRepeated(table, (Raw.Table) one));
            default -> problems.add(entry.key(), "expected " + table.header() + ", found " + foundFor(table, entry));
        }
    }

    private static boolean areTables(Raw.Items items) {
        return items.values().stream().allMatch(Raw.Table.class::isInstance);
    }

    private static String foundFor(ConfigTable table, Raw.Entry entry) {
        return switch (entry.value()) {
            case Raw.Table one -> "[" + table.name() + "]";
            case Raw.Items many when areTables(many) && !many.values().isEmpty() -> "[[" + table.name() + "]]";
            default -> entry.value().description();
        };
    }

    private void addKeys(ConfigTable table, Raw.Table found) {
        found.entries().forEach((name, entry) -> addKey(table, name, entry));
    }

    private void addRepeated(ConfigTable table, Raw.Table found) {
        found.entries().forEach((name, entry) -> checkKnown(table, name, entry));
        repeated.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(found);
    }

    private void addKey(ConfigTable table, String name, Raw.Entry entry) {
        if (!checkKnown(table, name, entry)) {
            return;
        }
        Map<String, Raw.Entry> entries = single.computeIfAbsent(table.name(), header -> new LinkedHashMap<>());
        Raw.Entry earlier = entries.putIfAbsent(name, entry);
        if (earlier != null) {
            String path = table.name().isEmpty() ? name : table.name() + "." + name;
            problems.add(entry.key(), path + " is already set in " + earlier.key());
        }
    }

    private boolean checkKnown(ConfigTable table, String name, Raw.Entry entry) {
        boolean known = table.key(name).isPresent();
        if (!known) {
            problems.add(entry.key(), UnknownKey.message(table, name, entry.value()));
        }
        return known;
    }
}
