package im.carillon.config;

import im.carillon.jid.BareJid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The kinds of values there are. */
final class ValueTypes {

    private ValueTypes() {}

    static ValueType<Boolean> flag() {
        return new FlagType();
    }

    static ValueType<Integer> integer(int from, int to) {
        return new IntegerType(from, to);
    }

    static ValueType<String> text() {
        return new TextType("a string", "", TextType.ANYTHING);
    }

    /** Text that has a form of its own; {@code example} is shown where a value does not have it. */
    static ValueType<String> text(String expected, String example, TextType.Form form) {
        return new TextType(expected, example, form);
    }

    static ValueType<Duration> duration(Duration from, Duration to) {
        return new DurationType(from, to);
    }

    /** A length of time that may have no end. */
    static ValueType<Duration> retention(Duration from, Duration to) {
        return new RetentionType(new DurationType(from, to));
    }

    static ValueType<Long> size(long from, long to) {
        return new SizeType(from, to);
    }

    /** A path; a relative one begins in the directory of {@code carillon.toml}. */
    static ValueType<Path> pathBesideConfig() {
        return new PathType(PathType.Base.CONFIG);
    }

    /** A path; a relative one begins in the data directory. */
    static ValueType<Path> pathInData() {
        return new PathType(PathType.Base.DATA);
    }

    static <T> ValueType<T> choice(Map<String, T> choices) {
        return new ChoiceType<>(choices);
    }

    static ValueType<BareJid> account() {
        return new AccountType();
    }

    static <T> ValueType<List<T>> list(ValueType<T> element, int least) {
        return new ListType<>(element, least);
    }

    static <T> ValueType<Map<String, T>> table(List<String> keys, ValueType<T> value) {
        return new TableType<>(keys, value);
    }
}
