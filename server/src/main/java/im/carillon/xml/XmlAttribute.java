package im.carillon.xml;

/**
 * One attribute.
 *
 * @param namespace empty for the usual attribute without a prefix
 * @param name the local name
 * @param value unescaped
 */
public record XmlAttribute(String namespace, String name, String value) {

    public XmlAttribute(String name, String value) {
        this("", name, value);
    }
}
