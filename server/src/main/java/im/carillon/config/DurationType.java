package im.carillon.config;

import java.time.Duration;
import java.util.Optional;

/** A length of time: {@code "30 s"}, {@code "14 days"}. */
record DurationType(Duration from, Duration to) implements ValueType<Duration> {

    @Override
    public String expected() {
        return "a time from " + WrittenTime.of(from) + " to " + WrittenTime.of(to);
    }

    @Override
    public Optional<Duration> read(Raw raw, Reading reading) {
        if (raw instanceof Raw.Text text) {
            Optional<Duration> value = WrittenTime.read(text.value());
            if (value.isEmpty()) {
                reading.mismatch(raw, this, "a number with one of the units " + WrittenTime.UNITS);
                return Optional.empty();
            }
            if (value.get().compareTo(from) >= 0 && value.get().compareTo(to) <= 0) {
                return value;
            }
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        reading.mismatch(raw, this, "add a unit and quotes, such as \"" + WrittenTime.of(from) + "\"");
        return Optional.empty();
    }

    @Override
    public String show(Duration value) {
        return "\"" + WrittenTime.of(value) + "\"";
    }
}
