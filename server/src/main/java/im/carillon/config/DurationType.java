package im.carillon.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time, written as a number and a unit: {@code "30 s"}, {@code "14 days"}. */
record DurationType(Duration from, Duration to) implements ValueType<Duration> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}) ?(ms|s|min|h|days?)");
    private static final Map<String, Duration> UNITS = units();

    /** Largest first, so that a value is shown in the largest unit that divides it. */
    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        units.put("days", Duration.ofDays(1));
        units.put("day", Duration.ofDays(1));
        units.put("h", Duration.ofHours(1));
        units.put("min", Duration.ofMinutes(1));
        units.put("s", Duration.ofSeconds(1));
        units.put("ms", Duration.ofMillis(1));
        return units;
    }

    @Override
    public String expected() {
        return "a time from " + written(from) + " to " + written(to);
    }

    @Override
    public Optional<Duration> read(Raw raw, Reading reading) {
        if (raw instanceof Raw.Text text) {
            Matcher matcher = FORM.matcher(text.value().strip());
            if (!matcher.matches()) {
                reading.mismatch(raw, this, "a number with one of the units ms, s, min, h, days");
                return Optional.empty();
            }
            Duration value = unit(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
            if (value.compareTo(from) >= 0 && value.compareTo(to) <= 0) {
                return Optional.of(value);
            }
            reading.mismatch(raw, this);
            return Optional.empty();
        }
        reading.mismatch(raw, this, "add a unit and quotes, such as \"" + written(from) + "\"");
        return Optional.empty();
    }

    private static Duration unit(String name) {
        return UNITS.getOrDefault(name, Duration.ZERO);
    }

    @Override
    public String show(Duration value) {
        return "\"" + written(value) + "\"";
    }

    private static String written(Duration value) {
        for (Map.Entry<String, Duration> unit : UNITS.entrySet()) {
            long count = value.dividedBy(unit.getValue());
            boolean plural = unit.getKey().equals("days");
            if (count > 0 && unit.getValue().multipliedBy(count).equals(value) && !(plural && count == 1)) {
                return count + " " + unit.getKey();
            }
        }
        return value.toMillis() + " ms";
    }
}
