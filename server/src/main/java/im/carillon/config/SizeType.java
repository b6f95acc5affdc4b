package im.carillon.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written with a binary unit: {@code "256 KiB"}. */
record SizeType(long from, long to) implements ValueType<Long> {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}) ?(B|KiB|MiB|GiB)");
    private static final Pattern DECIMAL_UNIT = Pattern.compile("[0-9]+ ?[kKmMgG][bB]?");
    private static final Map<String, Long> UNITS = units();

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("GiB", 1L << 30);
        units.put("MiB", 1L << 20);
        units.put("KiB", 1L << 10);
        units.put("B", 1L);
        return units;
    }

    @Override
    public String expected() {
        return "a size from " + written(from) + " to " + written(to);
    }

    @Override
    public Optional<Long> read(Raw raw, Reading reading) {
        if (!(raw instanceof Raw.Text text)) {
            reading.mismatch(raw, this, "add a unit and quotes, such as \"" + written(from) + "\"");
            return Optional.empty();
        }
        String written = text.value().strip();
        Matcher matcher = FORM.matcher(written);
        if (!matcher.matches()) {
            boolean decimal = DECIMAL_UNIT.matcher(written).matches();
            reading.mismatch(
                    raw, this, decimal ? "1 KiB is 1024 B" : "a number with one of the units B, KiB, MiB, GiB");
            return Optional.empty();
        }
        long bytes = Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L);
        if (bytes >= from && bytes <= to) {
            return Optional.of(bytes);
        }
        reading.mismatch(raw, this);
        return Optional.empty();
    }

    @Override
    public String show(Long value) {
        return "\"" + written(value) + "\"";
    }

    private static String written(long bytes) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (bytes >= unit.getValue() && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + " " + unit.getKey();
            }
        }
        return bytes + " B";
    }
}
