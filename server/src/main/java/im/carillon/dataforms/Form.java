package im.carillon.dataforms;

import im.carillon.xml.XmlElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form that asks, or one that tells a result.
 *
 * @param formType whose fields these are (XEP-0068)
 * @param title for people; may be empty
 * @param instructions for people, a paragraph each
 * @param fields without that of the form type
 */
public record Form(Type type, String formType, String title, List<String> instructions, List<Field> fields) {

    public static final String NAMESPACE = "jabber:x:data";

    /** What a form made here is for (XEP-0004 §3.1). */
    public enum Type {
        FORM,
        RESULT
    }

    public Form {
        instructions = List.copyOf(instructions);
        fields = List.copyOf(fields);
    }

    /** A form to be filled in. */
    public static Form asking(String formType, Field... fields) {
        return new Form(Type.FORM, formType, "", List.of(), Arrays.asList(fields));
    }

    /** A form that tells something. */
    public static Form result(String formType, List<Field> fields) {
        return new Form(Type.RESULT, formType, "", List.of(), fields);
    }

    public Form titled(String title, String... instructions) {
        return new Form(type, formType, title, Arrays.asList(instructions), fields);
    }

    public XmlElement toElement() {
        boolean asking = type == Type.FORM;
        XmlElement.Builder form = XmlElement.builder(NAMESPACE, "x").attribute("type", asking ? "form" : "result");
        if (!title.isEmpty()) {
            form.child("title", title);
        }
        instructions.forEach(line -> form.child("instructions", line));
        form.child(Field.hidden(Field.FORM_TYPE, formType).toElement(asking));
        fields.forEach(field -> form.child(field.toElement(asking)));
        return form.build();
    }

    /** The form inside another element, if there is one. */
    public static Optional<XmlElement> in(XmlElement parent) {
        return parent.child(NAMESPACE, "x");
    }

    /**
     * Reads what was filled into this form. Fields it does not have are ignored, fields that were
     * left out keep their defaults (XEP-0004 §3.1, §3.5).
     */
    public Submission read(XmlElement submitted) throws InvalidFormException {
        if (!submitted.is(NAMESPACE, "x") || submitted.attributeOr("type", "").equals("form")) {
            throw new InvalidFormException("a filled in form was expected");
        }
        Map<String, List<String>> given = values(submitted);
        for (String claimed : given.getOrDefault(Field.FORM_TYPE, List.of())) {
            if (!claimed.equals(formType)) {
                throw new InvalidFormException("this is another form: " + claimed);
            }
        }
        Map<String, List<String>> checked = new LinkedHashMap<>();
        for (Field field : fields) {
            if (field.type() != FieldType.FIXED) {
                checked.put(field.name(), field.check(given.getOrDefault(field.name(), field.values())));
            }
        }
        return new Submission(checked);
    }

    private static Map<String, List<String>> values(XmlElement submitted) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (XmlElement field : submitted.children(NAMESPACE, "field")) {
            values.computeIfAbsent(field.attributeOr("var", ""), name -> new ArrayList<>())
                    .addAll(field.children(NAMESPACE, "value").stream()
                            .map(XmlElement::text)
                            .toList());
        }
        return values;
    }
}
