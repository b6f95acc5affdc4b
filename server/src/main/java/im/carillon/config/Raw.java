package im.carillon.config;

import java.util.List;
import java.util.Map;

/** A value as written in a file, before its meaning is known, with the place where it stands. */
sealed interface Raw {

    ConfigSource source();

    /** What this is, for "found ..." in a problem. */
    String description();

    /** What this is without what it says, for "found ..." where the value is secret. */
    String kind();

    record Text(String value, ConfigSource source) implements Raw {
        @Override
        public String description() {
            return "the string \"" + value + "\"";
        }

        @Override
        public String kind() {
            return "a string";
        }
    }

    record Whole(long value, ConfigSource source) implements Raw {
        @Override
        public String description() {
            return "the integer " + value;
        }

        @Override
        public String kind() {
            return "an integer";
        }
    }

    record Flag(boolean value, ConfigSource source) implements Raw {
        @Override
        public String description() {
            return Boolean.toString(value);
        }

        @Override
        public String kind() {
            return "a boolean";
        }
    }

    record Items(List<Raw> values, ConfigSource source) implements Raw {
        @Override
        public String description() {
            return "an array";
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /** A table, or an array of tables' element; keys in the order of the file. */
    record Table(Map<String, Entry> entries, ConfigSource source) implements Raw {
        @Override
        public String description() {
            return "a table";
        }

        @Override
        public String kind() {
            return "a table";
        }
    }

    /** Decimal numbers, dates and times: TOML has them, no setting takes them. */
    record Other(String description, ConfigSource source) implements Raw {
        @Override
        public String kind() {
            return "a number or date";
        }
    }

    /**
     * A key with its value.
     *
     * @param key where the key stands
     */
    record Entry(ConfigSource key, Raw value) {}
}
