package im.carillon.testkit;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;

/** What stands in stanza errors. */
public final class Errors {

    private Errors() {}

    /** The condition of an error stanza, such as {@code item-not-found}; empty when it is none. */
    public static String condition(XmlElement stanza) {
        if (!stanza.attributeOr("type", "").equals("error")) {
            return "";
        }
        return stanza.child(Namespaces.CLIENT, "error")
                .flatMap(error -> error.childIn(Namespaces.STANZA_ERRORS))
                .map(XmlElement::name)
                .orElse("");
    }
}
