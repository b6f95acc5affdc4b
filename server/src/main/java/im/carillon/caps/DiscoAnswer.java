package im.carillon.caps;

import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlElement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a client answered about itself, and the hash that stands for it (XEP-0115 §5). */
record DiscoAnswer(XmlElement query) {

    static final String NAMESPACE = "http://jabber.org/protocol/disco#info";

    private static final String FORM = "jabber:x:data";

    /** All sorting is that of bytes (i;octet). */
    private static final Comparator<String> OCTETS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    Features features() {
        return Features.of(new HashSet<>(featureNames()));
    }

    private List<String> featureNames() {
        return query.children(NAMESPACE, "feature").stream()
                .map(feature -> feature.attributeOr("var", ""))
                .toList();
    }

    /**
     * The verification string.
     *
     * @return nothing for an ill-formed answer, or a function that is not known
     */
    Optional<String> hash(String function) {
        Optional<MessageDigest> digest = digest(function);
        if (digest.isEmpty() || !isWellFormed()) {
            return Optional.empty();
        }
        byte[] hash = digest.get().digest(text().getBytes(StandardCharsets.UTF_8));
        return Optional.of(Base64.getEncoder().encodeToString(hash));
    }

    static Optional<MessageDigest> digest(String function) {
        String name = switch (function) {
            case "sha-1" -> "SHA-1";
            case "sha-224", "sha-256", "sha-384", "sha-512" -> function.toUpperCase(Locale.ROOT);
            default -> "";
        };
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(name));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty();
        }
    }

    /** Nothing occurs twice (XEP-0115 §5.4). */
    private boolean isWellFormed() {
        List<String> types = forms().stream().map(DiscoAnswer::formType).toList();
        return isDistinct(identities())
                && isDistinct(featureNames())
                && isDistinct(types)
                && forms().stream()
                        .allMatch(form -> typeValues(form).stream().distinct().count() == 1);
    }

    private static boolean isDistinct(List<String> values) {
        Set<String> seen = new HashSet<>(values);
        return seen.size() == values.size();
    }

    private List<String> identities() {
        return query.children(NAMESPACE, "identity").stream()
                .map(identity -> identity.attributeOr("category", "")
                        + '/'
                        + identity.attributeOr("type", "")
                        + '/'
                        + identity.attribute(Namespaces.XML, "lang").orElse("")
                        + '/'
                        + identity.attributeOr("name", ""))
                .toList();
    }

    /** Those with a hidden type; others count for nothing. */
    private List<XmlElement> forms() {
        return query.children(FORM, "x").stream()
                .filter(form -> !typeValues(form).isEmpty())
                .toList();
    }

    private static List<String> typeValues(XmlElement form) {
        return form.children(FORM, "field").stream()
                .filter(field -> variable(field).equals("FORM_TYPE")
                        && field.attributeOr("type", "").equals("hidden"))
                .flatMap(field -> values(field).stream())
                .toList();
    }

    private static String formType(XmlElement form) {
        return typeValues(form).getFirst();
    }

    private static String variable(XmlElement field) {
        return field.attributeOr("var", "");
    }

    private static List<String> values(XmlElement field) {
        return field.children(FORM, "value").stream().map(XmlElement::text).toList();
    }

    private String text() {
        StringBuilder text = new StringBuilder(2048);
        append(text, identities());
        append(text, featureNames());
        List<XmlElement> forms = new ArrayList<>(forms());
        forms.sort(Comparator.comparing(DiscoAnswer::formType, OCTETS));
        forms.forEach(form -> append(text, form));
        return text.toString();
    }

    private static void append(StringBuilder text, XmlElement form) {
        text.append(formType(form)).append('<');
        form.children(FORM, "field").stream()
                .filter(field -> !variable(field).equals("FORM_TYPE"))
                .sorted(Comparator.comparing(DiscoAnswer::variable, OCTETS))
                .forEach(field -> {
                    text.append(variable(field)).append('<');
                    append(text, values(field));
                });
    }

    private static void append(StringBuilder text, List<String> values) {
        values.stream().sorted(OCTETS).forEach(value -> text.append(value).append('<'));
    }
}
