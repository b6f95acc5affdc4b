package im.carillon.dataforms;

import java.util.Locale;

/** The types of fields (XEP-0004 §3.3). */
public enum FieldType {
    BOOLEAN,
    FIXED,
    HIDDEN,
    JID_MULTI,
    JID_SINGLE,
    LIST_MULTI,
    LIST_SINGLE,
    TEXT_MULTI,
    TEXT_PRIVATE,
    TEXT_SINGLE;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    public String wire() {
        return wire;
    }

    boolean isMultiple() {
        return this == JID_MULTI || this == LIST_MULTI || this == TEXT_MULTI || this == FIXED;
    }
}
