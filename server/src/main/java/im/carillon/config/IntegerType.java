package im.carillon.config;

import java.util.Optional;

record IntegerType(int from, int to) implements ValueType<Integer> {

    @Override
    public String expected() {
        return "an integer from " + from + " to " + to;
    }

    @Override
    public Optional<Integer> read(Raw raw, Reading reading) {
        if (raw instanceof Raw.Whole whole && whole.value() >= from && whole.value() <= to) {
            return Optional.of((int) whole.value());
        }
        boolean quoted = raw instanceof Raw.Text text && text.value().matches("-?[0-9]+");
        reading.mismatch(raw, this, quoted ? "remove the quotes" : "");
        return Optional.empty();
    }

    @Override
    public String show(Integer value) {
        return value.toString();
    }
}
