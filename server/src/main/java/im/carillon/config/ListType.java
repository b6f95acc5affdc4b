package im.carillon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Several values of one type, none of them twice.
 *
 * @param least how many there must be
 */
record ListType<T>(ValueType<T> element, int least) implements ValueType<List<T>> {

    @Override
    public String expected() {
        return (least == 0 ? "a list" : "a list that is not empty") + ", each " + element.expected();
    }

    @Override
    public Optional<List<T>> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Items items)) {
            reading.mismatch(raw, this, raw instanceof Raw.Text ? "put it in brackets: [\"...\"]" : "");
            return Optional.empty();
        }
        if (items.values().size() < least) {
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        boolean good = true;
        for (Raw item : items.values()) {
            Optional<T> value = element.read(item, reading);
            good &= value.isPresent() && isNew(value.get(), values, item, reading);
            value.ifPresent(values::add);
        }
        return good ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private boolean isNew(T value, List<T> earlier, Raw item, Reading reading) {
        if (earlier.contains(value)) {
            reading.problem(item, element.show(value) + " stands here twice");
            return false;
        }
        return true;
    }

    @Override
    public String show(List<T> value) {
        return value.stream().map(element::show).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public List<T> resolve(List<T> value, Bases bases) {
        return value.stream().map(one -> element.resolve(one, bases)).toList();
    }
}
