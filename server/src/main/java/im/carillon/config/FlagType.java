package im.carillon.config;

import java.util.Optional;

record FlagType() implements ValueType<Boolean> {

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public Optional<Boolean> read(Raw raw, Reading reading) {
        if (raw instanceof Raw.Flag flag) {
            return Optional.of(flag.value());
        }
        boolean quoted = raw instanceof Raw.Text text
                && (text.value().equals("true") || text.value().equals("false"));
        reading.mismatch(raw, this, quoted ? "remove the quotes" : "");
        return Optional.empty();
    }

    @Override
    public String show(Boolean value) {
        return value.toString();
    }
}
