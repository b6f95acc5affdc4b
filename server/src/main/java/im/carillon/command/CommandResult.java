package im.carillon.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a command answers, as data: named fields, a table and a message, each of them where there is
 * one. Clients make text of it, or JSON.
 *
 * @param data the named fields, in their order
 * @param exitCode 0, or 1 where the command worked and what it found is not good
 */
public record CommandResult(Map<String, Datum> data, Optional<Table> table, Optional<String> message, int exitCode) {

    public CommandResult {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Rows of the same columns. */
    public record Table(List<String> columns, List<List<Datum>> rows) {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** A sentence, and nothing else. */
    public static CommandResult message(String message) {
        return new CommandResult(Map.of(), Optional.empty(), Optional.of(message), 0);
    }

    /** Begins an answer of named fields. */
    public static FieldsBuilder fields() {
        return new FieldsBuilder();
    }

    /** Begins an answer of rows. */
    public static TableBuilder table(String... columns) {
        return new TableBuilder(List.of(columns));
    }

    public CommandResult withMessage(String text) {
        return new CommandResult(data, table, Optional.of(text), exitCode);
    }

    public CommandResult withTable(CommandResult other) {
        return new CommandResult(data, other.table(), message, exitCode);
    }

    /** For a command that worked and found something bad, such as a check. */
    public CommandResult withExitCode(int code) {
        return new CommandResult(data, table, message, code);
    }

    /** The form of {@code --json}: the fields, with {@code rows} and {@code message} beside them. */
    public Datum.Fields toDatum() {
        Map<String, Datum> values = new LinkedHashMap<>(data);
        table.ifPresent(shown -> values.put("rows", new Datum.Items(rows(shown))));
        message.ifPresent(text -> values.put("message", new Datum.Text(text)));
        return new Datum.Fields(values);
    }

    private static List<Datum> rows(Table table) {
        List<Datum> rows = new ArrayList<>();
        for (List<Datum> row : table.rows()) {
            Map<String, Datum> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                cells.put(table.columns().get(i), row.get(i));
            }
            rows.add(new Datum.Fields(cells));
        }
        return rows;
    }

    /** Collects fields in their order. */
    public static final class FieldsBuilder {

        private final Map<String, Datum> fields = new LinkedHashMap<>();

        private FieldsBuilder() {}

        /** The name is one of JSON, words joined by {@code _}; the value as in {@link Datum#of}. */
        public FieldsBuilder field(String name, Object value) {
            fields.put(name, Datum.of(value));
            return this;
        }

        public CommandResult build() {
            return new CommandResult(fields, Optional.empty(), Optional.empty(), 0);
        }
    }

    /** Collects rows. */
    public static final class TableBuilder {

        private final List<String> columns;
        private final List<List<Datum>> rows = new ArrayList<>();

        private TableBuilder(List<String> columns) {
            this.columns = columns;
        }

        /** One value for each column, as in {@link Datum#of}. */
        public TableBuilder row(Object... values) {
            if (values.length != columns.size()) {
                throw new IllegalArgumentException("not " + columns.size() + " values: " + List.of(values));
            }
            List<Datum> cells = new ArrayList<>();
            for (Object value : values) {
                cells.add(Datum.of(value));
            }
            rows.add(List.copyOf(cells));
            return this;
        }

        public CommandResult build() {
            return new CommandResult(Map.of(), Optional.of(new Table(columns, rows)), Optional.empty(), 0);
        }
    }
}
