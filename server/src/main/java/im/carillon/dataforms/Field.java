package im.carillon.dataforms;

import im.carillon.jid.InvalidJidException;
import im.carillon.jid.Jid;
import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A field of a form: a question with its default answer, or a result.
 *
 * @param name the name of the variable, unique in its form
 * @param label for people; may be empty
 * @param values the default, or the result
 * @param options what can be chosen, in a list field
 */
public record Field(
        FieldType type, String name, String label, boolean required, List<String> values, List<Option> options) {

    public static final String FORM_TYPE = "FORM_TYPE";

    public Field {
        values = List.copyOf(values);
        options = List.copyOf(options);
    }

    public static Field of(FieldType type, String name, String label) {
        return new Field(type, name, label, false, List.of(), List.of());
    }

    public static Field hidden(String name, String value) {
        return of(FieldType.HIDDEN, name, "").with(value);
    }

    /** The same field, which must be filled in. */
    public Field asRequired() {
        return new Field(type, name, label, true, values, options);
    }

    public Field with(String... values) {
        return with(Arrays.asList(values));
    }

    public Field with(List<String> values) {
        return new Field(type, name, label, required, values, options);
    }

    public Field withOptions(List<Option> options) {
        return new Field(type, name, label, required, values, options);
    }

    XmlElement toElement(boolean asking) {
        XmlElement.Builder field = XmlElement.builder(Form.NAMESPACE, "field")
                .attribute("type", type.wire())
                .attribute("var", name);
        if (!label.isEmpty()) {
            field.attribute("label", label);
        }
        if (required && asking) {
            field.child(XmlElement.of(Form.NAMESPACE, "required"));
        }
        values.forEach(value -> field.child("value", value));
        if (asking) {
            options.forEach(option -> field.child(XmlElement.builder(Form.NAMESPACE, "option")
                    .attribute("label", option.label())
                    .child("value", option.value())
                    .build()));
        }
        return field.build();
    }

    /** The values that were filled in, in their normal form (XEP-0004 §3.3, §4). */
    List<String> check(List<String> given) throws InvalidFormException {
        List<String> filled = type == FieldType.TEXT_MULTI || type == FieldType.TEXT_PRIVATE
                ? given
                : given.stream().map(String::trim).filter(v -> !v.isEmpty()).toList();
        if (required && filled.stream().allMatch(String::isEmpty)) {
            throw new InvalidFormException(name + " is required");
        }
        if (filled.size() > 1 && !type.isMultiple()) {
            throw new InvalidFormException(name + " takes one value");
        }
        List<String> normal = new ArrayList<>(filled.size());
        for (String value : filled) {
            String checked = check(value);
            // addresses given twice count once
            if (type != FieldType.JID_MULTI || !normal.contains(checked)) {
                normal.add(checked);
            }
        }
        return normal;
    }

    private String check(String value) throws InvalidFormException {
        return switch (type) {
            case BOOLEAN -> flag(value);
            case JID_SINGLE, JID_MULTI -> address(value);
            case LIST_SINGLE, LIST_MULTI -> choice(value);
            case FIXED, HIDDEN, TEXT_MULTI, TEXT_PRIVATE, TEXT_SINGLE -> value;
        };
    }

    private String flag(String value) throws InvalidFormException {
        return switch (value) {
            case "1", "true" -> "1";
            case "0", "false" -> "0";
            default -> throw new InvalidFormException(name + " is true or false");
        };
    }

    private String address(String value) throws InvalidFormException {
        try {
            return Jid.parse(value).toString();
        } catch (InvalidJidException e) {
            throw new InvalidFormException(name + " is no address: " + e.getMessage());
        }
    }

    private String choice(String value) throws InvalidFormException {
        for (Option option : options) {
            if (option.value().equals(value)) {
                return value;
            }
        }
        throw new InvalidFormException(name + " has no choice '" + value + "'");
    }
}
