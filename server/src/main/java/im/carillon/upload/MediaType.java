package im.carillon.upload;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A media type (RFC 9110 §8.3.1).
 *
 * @param text as it was sent, parameters included
 */
public record MediaType(String text) {

    public static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    private static final int LONGEST = 255;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String QUOTED = "\"([\\t !#-\\[\\]-~]|\\\\[\\t !-~])*\"";
    private static final Pattern FORM =
            Pattern.compile(TOKEN + '/' + TOKEN + "([ \\t]*;[ \\t]*(" + TOKEN + "=(" + TOKEN + '|' + QUOTED + "))?)*");

    /** Nothing where the text is no media type. */
    public static Optional<MediaType> of(String text) {
        String stripped = text.strip();
        return stripped.length() <= LONGEST && FORM.matcher(stripped).matches()
                ? Optional.of(new MediaType(stripped))
                : Optional.empty();
    }

    /** Type and subtype in lower case, without parameters. */
    public String essence() {
        int end = text.indexOf(';');
        return (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    /** Libraries add a charset, or leave it out; that makes no other file. */
    public boolean isSameKindAs(MediaType other) {
        return essence().equals(other.essence());
    }

    @Override
    public String toString() {
        return text;
    }
}
