package im.carillon.disco;

import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/** The verification string of XEP-0115 §5.1. */
final class CapabilitiesHash {

    private static final String FORM = "jabber:x:data";

    private CapabilitiesHash() {}

    static String of(DiscoInfo info) {
        StringBuilder text = new StringBuilder(2048);
        for (DiscoIdentity identity : info.identities()) {
            text.append(identity.category()).append('/').append(identity.type()).append("//");
            text.append(identity.name()).append('<');
        }
        info.features().forEach(feature -> text.append(feature).append('<'));
        info.forms().stream()
                .filter(form -> !formType(form).isEmpty())
                .sorted(Comparator.comparing(CapabilitiesHash::formType))
                .forEach(form -> append(text, form));
        return Base64.getEncoder().encodeToString(sha1(text.toString()));
    }

    private static void append(StringBuilder text, XmlElement form) {
        text.append(formType(form)).append('<');
        form.children(FORM, "field").stream()
                .filter(field -> !variable(field).equals("FORM_TYPE"))
                .sorted(Comparator.comparing(CapabilitiesHash::variable))
                .forEach(field -> {
                    text.append(variable(field)).append('<');
                    values(field).stream()
                            .sorted()
                            .forEach(value -> text.append(value).append('<'));
                });
    }

    /** Empty for a form without a type, which counts for nothing (XEP-0115 §5.4). */
    private static String formType(XmlElement form) {
        return form.children(FORM, "field").stream()
                .filter(field -> variable(field).equals("FORM_TYPE"))
                .flatMap(field -> values(field).stream())
                .findFirst()
                .orElse("");
    }

    private static String variable(XmlElement field) {
        return field.attributeOr("var", "");
    }

    private static List<String> values(XmlElement field) {
        return field.children(FORM, "value").stream().map(XmlElement::text).toList();
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
