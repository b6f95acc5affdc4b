package im.carillon.sasl;

import java.util.List;

/** The comma-separated attributes of a SCRAM message (RFC 5802 §5.1, §7), in their order. */
final class ScramAttributes {

    private final List<String> attributes;
    private int position;

    private ScramAttributes(List<String> attributes) {
        this.attributes = attributes;
    }

    static ScramAttributes parse(String message) throws SaslRefusal {
        List<String> attributes = List.of(message.split(",", -1));
        for (String attribute : attributes) {
            if (attribute.length() < 2 || !isLetter(attribute.charAt(0)) || attribute.charAt(1) != '=') {
                throw SaslRefusal.malformed("The message is not made of SCRAM attributes.");
            }
            if (attribute.charAt(0) == 'm') {
                // RFC 5802 §5.1: whoever does not know a mandatory extension has to fail, and none is defined
                throw new SaslRefusal(SaslCondition.MALFORMED_REQUEST, "extensions-not-supported");
            }
        }
        return new ScramAttributes(attributes);
    }

    /** The value of the next attribute, which must have this name and not be empty. */
    String next(char name) throws SaslRefusal {
        if (position == attributes.size() || attributes.get(position).charAt(0) != name) {
            throw SaslRefusal.malformed("The attribute '" + name + "' is missing or out of place.");
        }
        return valueOf(attributes.get(position++));
    }

    /** Passes over the optional extensions that follow; they are part of what both sides sign. */
    void skipExtensions() throws SaslRefusal {
        while (position < attributes.size()) {
            String attribute = attributes.get(position++);
            if ("acinrspve".indexOf(attribute.charAt(0)) >= 0) {
                throw SaslRefusal.malformed("An attribute is repeated or out of place.");
            }
            valueOf(attribute);
        }
    }

    private static String valueOf(String attribute) throws SaslRefusal {
        if (attribute.length() == 2 || attribute.indexOf('\0') >= 0) {
            throw SaslRefusal.malformed("An attribute has no proper value.");
        }
        return attribute.substring(2);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
