package im.carillon.testkit;

import im.carillon.xml.XmlElement;
import java.util.List;

/** What test clients say and hear about nodes. */
public final class Pubsub {

    public static final String NAMESPACE = "http://jabber.org/protocol/pubsub";
    public static final String OWNER = NAMESPACE + "#owner";
    public static final String EVENT = NAMESPACE + "#event";
    public static final String ERRORS = NAMESPACE + "#errors";

    private static final String FORM = "jabber:x:data";

    private Pubsub() {}

    public static String request(String content) {
        return "<pubsub xmlns='" + NAMESPACE + "'>" + content + "</pubsub>";
    }

    public static String owner(String content) {
        return "<pubsub xmlns='" + OWNER + "'>" + content + "</pubsub>";
    }

    public static String publish(String node, String id, String payload) {
        String item = id.isEmpty() ? "<item>" : "<item id='" + id + "'>";
        return "<publish node='" + node + "'>" + item + payload + "</item></publish>";
    }

    /** Publication options, given as name and value in turn. */
    public static String options(String... fields) {
        return "<publish-options>" + form("publish-options", fields) + "</publish-options>";
    }

    /** A filled in form; the names of fields are without their prefix. */
    public static String form(String type, String... fields) {
        StringBuilder form = new StringBuilder("<x xmlns='" + FORM + "' type='submit'>"
                + "<field var='FORM_TYPE' type='hidden'><value>" + NAMESPACE + '#' + type + "</value></field>");
        for (int i = 0; i < fields.length; i += 2) {
            form.append("<field var='pubsub#")
                    .append(fields[i])
                    .append("'><value>")
                    .append(fields[i + 1])
                    .append("</value></field>");
        }
        return form.append("</x>").toString();
    }

    /** The element of an answer's {@code <pubsub/>} with that name. */
    public static XmlElement content(XmlElement answer, String name) {
        return answer.firstChild()
                .flatMap(pubsub -> pubsub.children().stream()
                        .filter(child -> child.name().equals(name))
                        .findFirst())
                .orElseThrow(() -> new AssertionError("no " + name + " in " + answer));
    }

    /** The ids of the items of an answer or a notification. */
    public static List<String> ids(XmlElement stanza) {
        return stanza.children().stream()
                .flatMap(child -> child.children().stream())
                .filter(child -> child.name().equals("items") || child.name().equals("publish"))
                .flatMap(items -> items.children().stream())
                .map(item -> item.attributeOr("id", ""))
                .toList();
    }

    public static boolean isEvent(XmlElement element, String node) {
        return element.child(EVENT, "event")
                .flatMap(XmlElement::firstChild)
                .filter(content -> content.attributeOr("node", "").equals(node))
                .isPresent();
    }

    /** The condition of pubsub in an error; empty when there is none. */
    public static String condition(XmlElement error) {
        return error.child("jabber:client", "error")
                .flatMap(e -> e.childIn(ERRORS))
                .map(XmlElement::name)
                .orElse("");
    }

    /** The general condition and that of pubsub. */
    public static String conditions(XmlElement error) {
        return (Errors.condition(error) + ' ' + condition(error)).trim();
    }
}
