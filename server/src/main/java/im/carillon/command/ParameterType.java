package im.carillon.command;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import java.util.List;

/**
 * What a parameter may be.
 *
 * @param name what a user reads in place of the value: {@code ADDRESS}
 * @param choices the words there are, empty where any value may be right; for completion
 */
public record ParameterType<T>(String name, List<String> choices, Reader<T> reader) {

    public static final ParameterType<String> TEXT = of("TEXT", text -> text);

    public static final ParameterType<Boolean> FLAG =
            new ParameterType<>("FLAG", List.of("true", "false"), ParameterType::flag);

    /** An account or another address without a resource. */
    public static final ParameterType<BareJid> ADDRESS = of("ADDRESS", ParameterType::bareJid);

    /** An address with or without a resource. */
    public static final ParameterType<Jid> ANY_ADDRESS = of("ADDRESS", ParameterType::jid);

    public ParameterType {
        choices = List.copyOf(choices);
    }

    /** Makes the value; throws {@link IllegalArgumentException} with the reason, to follow "ADDRESS: ". */
    @FunctionalInterface
    public interface Reader<T> {
        T read(String text);
    }

    public static <T> ParameterType<T> of(String name, Reader<T> reader) {
        return new ParameterType<>(name, List.of(), reader);
    }

    public static ParameterType<Integer> integer(int from, int to) {
        return of("NUMBER", text -> integer(text, from, to));
    }

    public static ParameterType<String> choice(String... choices) {
        List<String> words = List.of(choices);
        return new ParameterType<>("WORD", words, text -> {
            if (!words.contains(text)) {
                throw new IllegalArgumentException("expected one of " + String.join(", ", words));
            }
            return text;
        });
    }

    private static int integer(String text, int from, int to) {
        try {
            int value = Integer.parseInt(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number from " + from + " to " + to, e);
        }
        throw new IllegalArgumentException("expected a number from " + from + " to " + to);
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    private static BareJid bareJid(String text) {
        try {
            return BareJid.parse(text);
        } catch (InvalidJidException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Jid jid(String text) {
        try {
            return Jid.parse(text);
        } catch (InvalidJidException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
