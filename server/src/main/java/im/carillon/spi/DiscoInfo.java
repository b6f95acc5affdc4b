package im.carillon.spi;

import im.carillon.xml.XmlElement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What service discovery tells about an entity or a node (XEP-0030 §3, XEP-0128).
 *
 * @param identities in a stable order
 * @param features each once, in a stable order
 * @param forms extended information
 */
public record DiscoInfo(List<DiscoIdentity> identities, List<String> features, List<XmlElement> forms) {

    public static final String NAMESPACE = "http://jabber.org/protocol/disco#info";

    private static final Comparator<DiscoIdentity> ORDER = Comparator.comparing(DiscoIdentity::category)
            .thenComparing(DiscoIdentity::type)
            .thenComparing(DiscoIdentity::name);

    public DiscoInfo {
        identities = identities.stream().distinct().sorted(ORDER).toList();
        features = features.stream().distinct().sorted().toList();
        forms = List.copyOf(forms);
    }

    /** The answer to a query; it repeats the node that was asked for (XEP-0030 §3.2). */
    public XmlElement toElement(Optional<String> node) {
        XmlElement.Builder query = XmlElement.builder(NAMESPACE, "query").attribute("node", node);
        identities.forEach(identity -> query.child(identity.toElement()));
        for (String feature : features) {
            query.child(XmlElement.builder(NAMESPACE, "feature")
                    .attribute("var", feature)
                    .build());
        }
        return query.children(forms).build();
    }
}
