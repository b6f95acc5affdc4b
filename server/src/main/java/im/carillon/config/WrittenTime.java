package im.carillon.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as administrators write them, a number and a unit: {@code 30 s}, {@code 14 days}. */
public final class WrittenTime {

    public static final String UNITS = "ms, s, min, h, days";

    /** How a time without end is written. */
    public static final String FOREVER = "forever";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|min|h|days?)");
    private static final Map<String, Duration> LENGTHS = lengths();

    private WrittenTime() {}

    /** Largest first, so that a value is shown in the largest unit that divides it. */
    private static Map<String, Duration> lengths() {
        Map<String, Duration> lengths = new LinkedHashMap<>();
        lengths.put("days", Duration.ofDays(1));
        lengths.put("day", Duration.ofDays(1));
        lengths.put("h", Duration.ofHours(1));
        lengths.put("min", Duration.ofMinutes(1));
        lengths.put("s", Duration.ofSeconds(1));
        lengths.put("ms", Duration.ofMillis(1));
        return lengths;
    }

    public static Optional<Duration> read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        return matcher.matches()
                ? Optional.of(Duration.ofMillis(Math.multiplyExact(
                        LENGTHS.getOrDefault(matcher.group(2), Duration.ZERO).toMillis(),
                        Long.parseLong(matcher.group(1)))))
                : Optional.empty();
    }

    public static String of(Duration value) {
        if (value.equals(Retention.FOREVER)) {
            return FOREVER;
        }
        long millis = value.toMillis(); // a Duration divides by way of BigDecimal, which a start would feel
        for (Map.Entry<String, Duration> unit : LENGTHS.entrySet()) {
            long count = millis / unit.getValue().toMillis();
            boolean plural = unit.getKey().equals("days");
            if (count > 0 && millis % unit.getValue().toMillis() == 0 && !(plural && count == 1)) {
                return count + " " + unit.getKey();
            }
        }
        return millis + " ms";
    }
}
