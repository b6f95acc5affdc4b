package im.carillon.command;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A piece of structured data, as JSON has it. */
public sealed interface Datum {

    /** What a person reads in place of it. */
    String shown();

    record Text(String value) implements Datum {
        @Override
        public String shown() {
            return value;
        }
    }

    record Whole(long value) implements Datum {
        @Override
        public String shown() {
            return Long.toString(value);
        }
    }

    record Real(double value) implements Datum {
        @Override
        public String shown() {
            return Double.toString(value);
        }
    }

    record Flag(boolean value) implements Datum {
        @Override
        public String shown() {
            return value ? "yes" : "no";
        }
    }

    /** Nothing: null in JSON. */
    record None() implements Datum {
        @Override
        public String shown() {
            return "-";
        }
    }

    record Items(List<Datum> values) implements Datum {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String shown() {
            return values.isEmpty() ? "-" : values.stream().map(Datum::shown).collect(Collectors.joining(", "));
        }
    }

    /** Named data in their order. */
    record Fields(Map<String, Datum> values) implements Datum {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String shown() {
            return values.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue().shown())
                    .collect(Collectors.joining(", "));
        }

        public Optional<Datum> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        public Optional<String> text(String name) {
            return find(name).filter(Text.class::isInstance).map(Datum::shown);
        }

        public boolean flag(String name) {
            return find(name).equals(Optional.of(new Flag(true)));
        }

        public List<Datum> items(String name) {
            return find(name)
                    .map(datum -> datum instanceof Items items ? items.values() : List.<Datum>of())
                    .orElse(List.of());
        }
    }

    /**
     * The datum for an ordinary value: numbers, booleans, optionals, collections and maps become what
     * they are, everything else its text.
     */
    static Datum of(Object value) {
        return switch (value) {
            case Datum datum -> datum;
            case Boolean flag -> new Flag(flag);
            case Double real -> new Real(real);
            case Float real -> new Real(real);
            case BigInteger whole -> new Text(whole.toString());
            case Number whole -> new Whole(whole.longValue());
            case Optional<?> optional -> optional.map(Datum::of).orElseGet(None::new);
            case Collection<?> items -> new Items(items.stream().map(Datum::of).toList());
            case Map<?, ?> fields -> fields(fields);
            default -> new Text(value.toString());
        };
    }

    private static Fields fields(Map<?, ?> fields) {
        Map<String, Datum> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(String.valueOf(name), of(value)));
        return new Fields(values);
    }
}
