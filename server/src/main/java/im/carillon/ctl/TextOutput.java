package im.carillon.ctl;

import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A result as text for people. */
final class TextOutput {

    private static final int LINE = 80;

    private final PrintStream out;

    TextOutput(PrintStream out) {
        this.out = out;
    }

    void print(CommandResult result) {
        fields(result.data());
        boolean apart = !result.data().isEmpty()
                && (result.table().isPresent() || result.message().isPresent());
        if (apart) {
            out.println();
        }
        result.table().ifPresent(this::table);
        if (result.table().filter(table -> !table.rows().isEmpty()).isPresent()
                && result.message().isPresent()) {
            out.println();
        }
        result.message().ifPresent(out::println);
    }

    private void fields(Map<String, Datum> fields) {
        int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        fields.forEach((name, value) -> {
            String label = name.replace('_', ' ');
            for (String line : lines(value, LINE - width)) {
                out.println(label + " ".repeat(width - label.length()) + line);
                label = "";
            }
        });
    }

    private static List<String> lines(Datum value, int width) {
        if (value instanceof Datum.Items items && !items.values().isEmpty()) {
            return items.values().stream().map(Datum::shown).toList();
        }
        return wrapped(value.shown(), width);
    }

    /** Breaks between words, and nowhere else. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private void table(CommandResult.Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        List<String> header = table.columns().stream()
                .map(column -> column.replace('_', ' ').toUpperCase(Locale.ROOT))
                .toList();
        List<List<String>> rows = new ArrayList<>(List.of(header));
        table.rows().forEach(row -> rows.add(row.stream().map(Datum::shown).toList()));
        int[] widths = new int[header.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
