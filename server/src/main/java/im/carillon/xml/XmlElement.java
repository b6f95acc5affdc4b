package im.carillon.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An immutable XML element. Copies made by the {@code with} methods share what they do not change;
 * copies that differ in attributes only also share the encoded bytes of the children.
 */
public final class XmlElement implements XmlNode {

    private final String namespace;
    private final String name;
    private final List<XmlAttribute> attributes;
    private final XmlContent content;

    XmlElement(String namespace, String name, List<XmlAttribute> attributes, XmlContent content) {
        this.namespace = namespace;
        this.name = name;
        this.attributes = attributes;
        this.content = content;
    }

    /** An element without attributes and children. */
    public static XmlElement of(String namespace, String name) {
        return new XmlElement(namespace, name, List.of(), XmlContent.EMPTY);
    }

    /** An element that holds text only. */
    public static XmlElement of(String namespace, String name, String text) {
        return builder(namespace, name).text(text).build();
    }

    public static Builder builder(String namespace, String name) {
        return new Builder(namespace, name);
    }

    public String namespace() {
        return namespace;
    }

    public String name() {
        return name;
    }

    public boolean is(String namespace, String name) {
        return this.name.equals(name) && this.namespace.equals(namespace);
    }

    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /** The value of an attribute without namespace. */
    public Optional<String> attribute(String name) {
        return attribute("", name);
    }

    public Optional<String> attribute(String namespace, String name) {
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.name().equals(name) && attribute.namespace().equals(namespace)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    public String attributeOr(String name, String otherwise) {
        return attribute(name).orElse(otherwise);
    }

    public List<XmlNode> nodes() {
        return content.nodes();
    }

    public boolean hasNoContent() {
        return content.isEmpty();
    }

    /** The child elements, in order. */
    public List<XmlElement> children() {
        List<XmlNode> nodes = content.nodes();
        List<XmlElement> children = new ArrayList<>(nodes.size());
        for (XmlNode node : nodes) {
            if (node instanceof XmlElement child) {
                children.add(child);
            }
        }
        return children;
    }

    /** The child elements of one name, in order. */
    public List<XmlElement> children(String namespace, String name) {
        return children().stream().filter(c -> c.is(namespace, name)).toList();
    }

    public Optional<XmlElement> child(String namespace, String name) {
        List<XmlNode> nodes = content.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof XmlElement child && child.is(namespace, name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    public boolean hasChild(String namespace, String name) {
        return child(namespace, name).isPresent();
    }

    /** The first child element of a namespace, whatever its name. */
    public Optional<XmlElement> childIn(String namespace) {
        for (XmlNode node : content.nodes()) {
            if (node instanceof XmlElement child && child.namespace.equals(namespace)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    public Optional<XmlElement> firstChild() {
        for (XmlNode node : content.nodes()) {
            if (node instanceof XmlElement child) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** The text directly in this element. */
    public String text() {
        List<XmlNode> nodes = content.nodes();
        if (nodes.size() == 1 && nodes.getFirst() instanceof XmlText(String value)) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (XmlNode node : nodes) {
            if (node instanceof XmlText(String value)) {
                text.append(value);
            }
        }
        return text.toString();
    }

    /** The text of a child, if there is that child. */
    public Optional<String> childText(String namespace, String name) {
        return child(namespace, name).map(XmlElement::text);
    }

    public XmlElement withAttribute(String name, String value) {
        XmlAttribute changed = new XmlAttribute(name, value);
        for (int i = 0; i < attributes.size(); i++) {
            XmlAttribute attribute = attributes.get(i);
            if (attribute.namespace().isEmpty() && attribute.name().equals(name)) {
                List<XmlAttribute> all = new ArrayList<>(attributes);
                all.set(i, changed);
                return withAttributes(all);
            }
        }
        return new XmlElement(this.namespace, this.name, OneMore.than(attributes, changed), content);
    }

    public XmlElement withoutAttribute(String name) {
        return withAttributes(attributes.stream()
                .filter(a -> !(a.namespace().isEmpty() && a.name().equals(name)))
                .toList());
    }

    /** The same children under other attributes. */
    public XmlElement withAttributes(List<XmlAttribute> attributes) {
        return new XmlElement(namespace, name, List.copyOf(attributes), content);
    }

    public XmlElement withChild(XmlNode child) {
        List<XmlNode> nodes = new ArrayList<>(content.nodes().size() + 1);
        nodes.addAll(content.nodes());
        nodes.add(child);
        return withNodes(nodes);
    }

    public XmlElement withNodes(List<? extends XmlNode> nodes) {
        return new XmlElement(namespace, name, attributes, new XmlContent(List.copyOf(nodes)));
    }

    /** This element without the child elements of that name. */
    public XmlElement withoutChildren(String namespace, String name) {
        return hasChild(namespace, name)
                ? withNodes(content.nodes().stream()
                        .filter(n -> !(n instanceof XmlElement e && e.is(namespace, name)))
                        .toList())
                : this;
    }

    XmlContent content() {
        return content;
    }

    /** Equal when name, attributes (in any order) and children are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof XmlElement that
                && name.equals(that.name)
                && namespace.equals(that.namespace)
                && attributes.size() == that.attributes.size()
                && attributes.containsAll(that.attributes)
                && content.nodes().equals(that.content.nodes());
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + namespace.hashCode();
    }

    /** The element as a document of its own. */
    @Override
    public String toString() {
        return new XmlEncoder().node(this, "").toString();
    }

    /** Collects what becomes an element; used by one thread. */
    public static final class Builder {

        private final String namespace;
        private final String name;
        private final List<XmlAttribute> attributes = new ArrayList<>(4);
        private final List<XmlNode> nodes = new ArrayList<>(4);

        private Builder(String namespace, String name) {
            this.namespace = namespace;
            this.name = name;
        }

        public Builder attribute(String name, String value) {
            attributes.add(new XmlAttribute(name, value));
            return this;
        }

        public Builder attribute(String name, Optional<String> value) {
            value.ifPresent(v -> attribute(name, v));
            return this;
        }

        public Builder attribute(XmlAttribute attribute) {
            attributes.add(attribute);
            return this;
        }

        public Builder child(XmlNode child) {
            nodes.add(child);
            return this;
        }

        /** A child in the namespace of this element that holds text only. */
        public Builder child(String name, String text) {
            return child(XmlElement.of(namespace, name, text));
        }

        public Builder children(Iterable<? extends XmlNode> children) {
            children.forEach(nodes::add);
            return this;
        }

        public Builder text(String text) {
            if (!text.isEmpty()) {
                nodes.add(new XmlText(text));
            }
            return this;
        }

        public XmlElement build() {
            return new XmlElement(
                    namespace,
                    name,
                    List.copyOf(attributes),
                    nodes.isEmpty() ? XmlContent.EMPTY : new XmlContent(List.copyOf(nodes)));
        }
    }
}
