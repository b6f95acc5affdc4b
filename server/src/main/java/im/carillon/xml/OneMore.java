package im.carillon.xml;

import java.util.AbstractList;
import java.util.List;

/**
 * The attributes that several copies of an element share, and one that each has for itself: of a
 * message to many, the copies differ in their addressee alone. Immutable.
 */
final class OneMore extends AbstractList<XmlAttribute> {

    private final List<XmlAttribute> shared;
    private final XmlAttribute own;

    private OneMore(List<XmlAttribute> shared, XmlAttribute own) {
        this.shared = shared;
        this.own = own;
    }

    /** @param attributes never change */
    static List<XmlAttribute> than(List<XmlAttribute> attributes, XmlAttribute own) {
        return new OneMore(attributes instanceof OneMore ? List.copyOf(attributes) : attributes, own);
    }

    List<XmlAttribute> shared() {
        return shared;
    }

    XmlAttribute own() {
        return own;
    }

    @Override
    public XmlAttribute get(int index) {
        return index == shared.size() ? own : shared.get(index);
    }

    @Override
    public int size() {
        return shared.size() + 1;
    }
}
