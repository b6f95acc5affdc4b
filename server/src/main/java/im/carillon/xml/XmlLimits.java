package im.carillon.xml;

/**
 * What one stanza may be; checked while bytes arrive, before memory is spent.
 *
 * @param bytes of the whole stanza as received
 * @param depth of nested elements, the stanza itself being 1
 * @param attributes of one element, namespace declarations included
 * @param nameLength of an element or attribute name with prefix, in bytes
 */
public record XmlLimits(int bytes, int depth, int attributes, int nameLength) {

    /** Others like these, with another size. */
    public XmlLimits withBytes(int bytes) {
        return new XmlLimits(bytes, depth, attributes, nameLength);
    }
}
