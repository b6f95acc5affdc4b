package im.carillon.upload.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The conditions of a request for a file (RFC 9110 §13).
 *
 * @param tag the strong entity tag of the file, in quotes
 * @param modified to the second
 */
record Conditions(String tag, Instant modified) {

    Conditions {
        modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** In the order of RFC 9110 §13.2.2; nothing where the file is to be sent. */
    Optional<Integer> status(HttpFields headers) {
        Optional<String> match = header(headers, HttpHeader.IF_MATCH);
        if (match.isPresent()) {
            if (!lists(match.get(), false)) {
                return Optional.of(HttpStatus.PRECONDITION_FAILED_412);
            }
        } else if (date(headers, HttpHeader.IF_UNMODIFIED_SINCE)
                .filter(modified::isAfter)
                .isPresent()) {
            return Optional.of(HttpStatus.PRECONDITION_FAILED_412);
        }
        Optional<String> none = header(headers, HttpHeader.IF_NONE_MATCH);
        boolean current = none.isPresent()
                ? lists(none.get(), true)
                : date(headers, HttpHeader.IF_MODIFIED_SINCE)
                        .filter(since -> !modified.isAfter(since))
                        .isPresent();
        return current ? Optional.of(HttpStatus.NOT_MODIFIED_304) : Optional.empty();
    }

    /** Whether a part may be sent: without If-Range always (RFC 9110 §13.1.5). */
    boolean allowRange(HttpFields headers) {
        Optional<String> condition = header(headers, HttpHeader.IF_RANGE);
        return condition.isEmpty()
                || condition.get().equals(tag)
                || date(condition.get()).filter(modified::equals).isPresent();
    }

    private boolean lists(String list, boolean weakly) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || each.equals(tag) || weakly && each.equals("W/" + tag));
    }

    private static Optional<String> header(HttpFields headers, HttpHeader name) {
        return headers.contains(name) ? Optional.of(String.join(",", headers.getValuesList(name))) : Optional.empty();
    }

    private static Optional<Instant> date(HttpFields headers, HttpHeader name) {
        return header(headers, name).flatMap(Conditions::date);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }
}
