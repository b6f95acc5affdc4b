package im.carillon.xml;

import im.carillon.xml.XmlException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one construct between {@code <?} and {@code ?>} that may stand before a stream header. */
final class XmlDeclaration {

    private static final Pattern FORM = Pattern.compile("xml\\s+version\\s*=\\s*(?:'1\\.[0-9]+'|\"1\\.[0-9]+\")"
            + "(?:\\s+encoding\\s*=\\s*['\"]([A-Za-z0-9._-]+)['\"])?"
            + "(?:\\s+standalone\\s*=\\s*['\"](?:yes|no)['\"])?\\s*\\?");

    private XmlDeclaration() {}

    /** @param content what stands between {@code <?} and the final {@code >} */
    static void check(String content) throws XmlException {
        Matcher form = FORM.matcher(content);
        if (!form.matches()) {
            throw content.startsWith("xml ")
                    ? new XmlException(Kind.NOT_WELL_FORMED, "a malformed XML declaration")
                    : new XmlException(Kind.RESTRICTED_XML, "a processing instruction");
        }
        String encoding = form.group(1);
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8")) {
            throw new XmlException(Kind.UNSUPPORTED_ENCODING, "the encoding " + encoding);
        }
    }
}
