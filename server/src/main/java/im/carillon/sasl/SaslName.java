package im.carillon.sasl;

/** A name inside a SCRAM message (RFC 5802 §5.1): comma and equals sign are written as =2C and =3D. */
final class SaslName {

    private SaslName() {}

    static String decode(String escaped) throws SaslRefusal {
        if (escaped.indexOf('=') < 0) {
            return escaped;
        }
        StringBuilder name = new StringBuilder(escaped.length());
        int start = 0;
        for (int at = escaped.indexOf('='); at >= 0; at = escaped.indexOf('=', start)) {
            name.append(escaped, start, at).append(character(escaped, at));
            start = at + 3;
        }
        return name.append(escaped, start, escaped.length()).toString();
    }

    private static char character(String escaped, int at) throws SaslRefusal {
        if (escaped.startsWith("=2C", at)) {
            return ',';
        }
        if (escaped.startsWith("=3D", at)) {
            return '=';
        }
        throw SaslRefusal.malformed("A name contains an equals sign that is not part of =2C or =3D.");
    }
}
