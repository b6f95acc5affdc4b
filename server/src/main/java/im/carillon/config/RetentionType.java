package im.carillon.config;

import java.time.Duration;
import java.util.Optional;

/** A length of time, or {@code "forever"}. */
record RetentionType(DurationType time) implements ValueType<Duration> {

    @Override
    public String expected() {
        return "\"" + WrittenTime.FOREVER + "\" or " + time.expected();
    }

    @Override
    public Optional<Duration> read(Raw raw, Reading reading) {
        return raw instanceof Raw.Text text && text.value().strip().equals(WrittenTime.FOREVER)
                ? Optional.of(Retention.FOREVER)
                : time.read(raw, reading);
    }

    @Override
    public String show(Duration value) {
        return time.show(value);
    }
}
