package im.carillon.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A small table inside a table: some of the known keys, all with values of one type. */
record TableType<T>(List<String> keys, ValueType<T> value) implements ValueType<Map<String, T>> {

    @Override
    public String expected() {
        return "a table with any of " + String.join(", ", keys) + ", each " + value.expected();
    }

    @Override
    public Optional<Map<String, T>> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Table table)) {
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        Map<String, T> values = new LinkedHashMap<>();
        boolean good = true;
        for (Map.Entry<String, Raw.Entry> entry : table.entries().entrySet()) {
            Reading inner = new Reading(reading.path() + "." + entry.getKey(), reading.secret(), reading.problems());
            Optional<T> read =
                    isKnown(entry, reading) ? value.read(entry.getValue().value(), inner) : Optional.empty();
            read.ifPresent(one -> values.put(entry.getKey(), one));
            good &= read.isPresent();
        }
        return good ? Optional.of(Map.copyOf(values)) : Optional.empty();
    }

    private boolean isKnown(Map.Entry<String, Raw.Entry> entry, Reading reading) {
        if (keys.contains(entry.getKey())) {
            return true;
        }
        String hint = Nearest.to(entry.getKey(), keys)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("known are " + String.join(", ", keys));
        reading.problems()
                .add(
                        entry.getValue().key(),
                        "unknown key \"" + entry.getKey() + "\" in [" + reading.path() + "]; " + hint);
        return false;
    }

    @Override
    public String show(Map<String, T> shown) {
        if (shown.isEmpty()) {
            return "{}";
        }
        return keys.stream()
                .flatMap(key -> Optional.ofNullable(shown.get(key)).stream().map(one -> key + " = " + value.show(one)))
                .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
