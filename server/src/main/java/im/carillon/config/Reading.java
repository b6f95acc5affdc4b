package im.carillon.config;

/**
 * The reading of one key: tells what is wrong in the words that all keys use.
 *
 * @param path the key with its table, such as {@code limits.depth}
 * @param secret whether the value may be repeated
 */
record Reading(String path, boolean secret, Problems problems) {

    Reading(ConfigKey<?> key, Problems problems) {
        this(key.path(), key.secret(), problems);
    }

    /** The value is not what the type takes. */
    void mismatch(Raw raw, ValueType<?> type) {
        mismatch(raw, type, "");
    }

    /** The same, with a hint that says what to write instead. */
    void mismatch(Raw raw, ValueType<?> type, String hint) {
        String found = secret ? raw.kind() : raw.description();
        problem(raw, "expected " + type.expected() + ", found " + found + (hint.isEmpty() ? "" : " (" + hint + ")"));
    }

    void problem(Raw raw, String message) {
        problems.add(raw.source(), path + ": " + message);
    }
}
