package im.carillon.xml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The children of an element, shared by all copies of that element which differ in attributes only.
 * Because a fan-out sends such copies, the encoded form is kept here and made once.
 *
 * <p>Safe for use by several threads: two of them may encode at the same time, with the same result.
 */
final class XmlContent {

    static final XmlContent EMPTY = new XmlContent(List.of());

    private final List<XmlNode> nodes;

    private record Encoded(String namespace, byte[] bytes) {}

    private volatile @Nullable Encoded encoded;

    private volatile @Nullable Opening opening;

    /** The opening tag of copies that share these attributes, without its end. */
    private record Opening(String name, String context, List<XmlAttribute> attributes, byte[] bytes) {
        /** Copies share the very same list; others need not be found. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(XmlElement element, List<XmlAttribute> shared, String context) {
            return attributes == shared && name.equals(element.name()) && this.context.equals(context);
        }
    }

    XmlContent(List<XmlNode> nodes) {
        this.nodes = nodes;
    }

    List<XmlNode> nodes() {
        return nodes;
    }

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    /** The encoded children, inside a parent whose default namespace is {@code namespace}. */
    byte[] bytes(String namespace) {
        Encoded known = encoded;
        if (known != null && known.namespace.equals(namespace)) {
            return known.bytes;
        }
        XmlEncoder encoder = new XmlEncoder();
        for (XmlNode node : nodes) {
            encoder.node(node, namespace);
        }
        byte[] bytes = encoder.toBytes();
        encoded = new Encoded(namespace, bytes);
        return bytes;
    }

    /** The beginning of the opening tag of a copy, with the attributes that it shares with others. */
    byte[] opening(XmlElement copy, List<XmlAttribute> shared, String context) {
        Opening known = opening;
        if (known != null && known.isOf(copy, shared, context)) {
            return known.bytes;
        }
        byte[] bytes = new XmlEncoder().opening(copy, shared, context).toBytes();
        opening = new Opening(copy.name(), context, shared, bytes);
        return bytes;
    }
}
