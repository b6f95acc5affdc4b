package im.carillon.config;

import java.util.Optional;

/**
 * A string.
 *
 * @param example a value of the right form, empty where any text will do
 */
record TextType(String expected, String example, Form form) implements ValueType<String> {

    static final Form ANYTHING = Optional::of;

    /** Answers the normal form of a text, or nothing when it does not have the form. */
    @FunctionalInterface
    interface Form {
        Optional<String> normalise(String text);
    }

    @Override
    public Optional<String> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Text text)) {
            boolean scalar = raw instanceof Raw.Whole || raw instanceof Raw.Flag || raw instanceof Raw.Other;
            reading.mismatch(raw, this, scalar ? "put it in quotes" : "");
            return Optional.empty();
        }
        Optional<String> normal = form.normalise(text.value());
        if (normal.isEmpty()) {
            reading.mismatch(raw, this, "such as \"" + example + "\"");
        }
        return normal;
    }

    @Override
    public String show(String value) {
        return "\"" + value + "\"";
    }
}
