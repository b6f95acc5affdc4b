package im.carillon.command.control;

import im.carillon.command.Datum;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** {@link Datum} as JSON. The streaming parser alone: data binding would triple a client's start. */
public final class Json {

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Reads an object. */
    public static Datum.Fields read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            if (datum(parser) instanceof Datum.Fields fields && parser.nextToken() == null) {
                return fields;
            }
            throw new IOException("not a JSON object");
        } catch (JacksonException e) {
            throw new IOException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Datum datum(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Datum.Text(parser.getString());
            case VALUE_NUMBER_INT -> new Datum.Whole(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> new Datum.Real(parser.getDoubleValue());
            case VALUE_TRUE -> new Datum.Flag(true);
            case VALUE_FALSE -> new Datum.Flag(false);
            case VALUE_NULL -> new Datum.None();
            case START_ARRAY -> items(parser);
            case START_OBJECT -> fields(parser);
            case null, default -> throw new IOException("not a JSON value");
        };
    }

    private static Datum.Items items(JsonParser parser) throws IOException {
        List<Datum> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(datum(parser));
        }
        return new Datum.Items(values);
    }

    private static Datum.Fields fields(JsonParser parser) throws IOException {
        Map<String, Datum> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, datum(parser));
        }
        return new Datum.Fields(values);
    }

    /** In one line. */
    public static byte[] write(Datum datum) {
        return write(datum, ObjectWriteContext.empty());
    }

    /** Over many lines, for people. */
    public static String pretty(Datum datum) {
        return new String(write(datum, new Pretty()), StandardCharsets.UTF_8);
    }

    private static byte[] write(Datum datum, ObjectWriteContext context) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(context, out)) {
            write(datum, generator);
        }
        return out.toByteArray();
    }

    private static void write(Datum datum, JsonGenerator out) {
        switch (datum) {
            case Datum.Text text -> out.writeString(text.value());
            case Datum.Whole whole -> out.writeNumber(whole.value());
            case Datum.Real real -> out.writeNumber(real.value());
            case Datum.Flag flag -> out.writeBoolean(flag.value());
            case Datum.None none -> out.writeNull();
            case Datum.Items items -> {
                out.writeStartArray();
                items.values().forEach(item -> write(item, out));
                out.writeEndArray();
            }
            case Datum.Fields fields -> {
                out.writeStartObject();
                fields.values().forEach((name, value) -> write(value, out.writeName(name)));
                out.writeEndObject();
            }
        }
    }

    private static final class Pretty extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
