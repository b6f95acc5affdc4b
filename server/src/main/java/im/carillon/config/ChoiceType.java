package im.carillon.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of a few words, in the order in which they are told. */
record ChoiceType<T>(Map<String, T> choices) implements ValueType<T> {

    ChoiceType {
        choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
    }

    @Override
    public String expected() {
        return choices.keySet().stream()
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(", ", "one of ", ""));
    }

    @Override
    public Optional<T> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Text text)) {
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        Optional<T> chosen = Optional.ofNullable(choices.get(text.value()));
        if (chosen.isEmpty()) {
            String hint = Nearest.to(text.value(), choices.keySet())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("");
            reading.mismatch(raw, this, hint);
        }
        return chosen;
    }

    @Override
    public String show(T value) {
        return choices.entrySet().stream()
                .filter(choice -> choice.getValue().equals(value))
                .map(choice -> "\"" + choice.getKey() + "\"")
                .findFirst()
                .orElse(value.toString());
    }
}
