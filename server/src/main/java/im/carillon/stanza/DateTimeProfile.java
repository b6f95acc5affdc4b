package im.carillon.stanza;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Moments as they are written in stanzas (XEP-0082 1.1.1 §3.2), to the millisecond. */
public final class DateTimeProfile {

    private static final Pattern FORM = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern TOO_FINE = Pattern.compile("(\\.[0-9]{9})[0-9]+");

    private DateTimeProfile() {}

    public static String format(Instant time) {
        return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.MILLIS));
    }

    /** The moment, or nothing when the text does not have that form. */
    public static Optional<Instant> parse(String text) {
        if (text.length() > 100 || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            String fine = TOO_FINE.matcher(text).replaceFirst("$1");
            return Optional.of(OffsetDateTime.parse(fine).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty(); // no such day or hour
        }
    }
}
