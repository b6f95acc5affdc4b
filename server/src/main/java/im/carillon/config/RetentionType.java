package im.carillon.config;

import java.time.Duration;
import java.util.Optional;

/** A length of time, or {@code "forever"}. */
record RetentionType(DurationType time) implements ValueType<Duration> {

    private static final String WORD = "forever";

    @Override
    public String expected() {
        return "\"" + WORD + "\" or " + time.expected();
    }

    @Override
    public Optional<Duration> read(Raw raw, Reading reading) {
        return raw instanceof Raw.Text text && text.value().strip().equals(WORD)
                ? Optional.of(Retention.FOREVER)
                : time.read(raw, reading);
    }

    @Override
    public String show(Duration value) {
        return value.equals(Retention.FOREVER) ? "\"" + WORD + "\"" : time.show(value);
    }
}
