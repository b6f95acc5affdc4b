package im.carillon.xml;

/**
 * The opening tag of a stream, as the context in which its stanzas are parsed: namespace
 * declarations made there hold for all of them.
 *
 * @param root the element with its attributes and without children
 */
public record StreamScope(XmlElement root, String defaultNamespace, byte[] header) {

    /** The default namespace of most client streams. */
    public boolean isClient() {
        return defaultNamespace.equals(Namespaces.CLIENT);
    }
}
