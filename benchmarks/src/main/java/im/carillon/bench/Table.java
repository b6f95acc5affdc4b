package im.carillon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Prints rows as a Markdown table, so that a result can be pasted where it is reported. */
final class Table {
    private static final List<String> HEAD = List.of(
            "row", "unit", "median", "min – max", "relay", "ratio to relay", "ratio min – max", "goal", "notes");

    private Table() {}

    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = IntStream.range(0, HEAD.size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("-|-", "|-", "-|\n"));
        StringBuilder text = new StringBuilder(line(lines.getFirst(), widths)).append(rule);
        lines.stream().skip(1).forEach(cells -> text.append(line(cells, widths)));
        return text.toString();
    }

    static String number(double value) {
        String format = Math.abs(value) >= 100 ? "%.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static List<String> cells(Row row) {
        return List.of(
                row.name(),
                row.unit(),
                number(row.server().median()),
                range(row.server()),
                row.baseline().map(runs -> number(runs.median())).orElse("-"),
                row.ratio().map(runs -> number(runs.median())).orElse("-"),
                row.ratio().map(Table::range).orElse("-"),
                row.goal().map(Table::number).orElse("-"),
                row.note());
    }

    private static String range(Runs runs) {
        return number(runs.min()) + " – " + number(runs.max());
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(
                        i -> cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
