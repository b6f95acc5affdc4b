package im.carillon.tls;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.ASN1TaggedObject;

/** The two otherName forms of XMPP: id-on-xmppAddr (RFC 6120 §13.7.1.4) and id-on-dnsSRV (RFC 4985). */
final class OtherName {

    private static final ASN1ObjectIdentifier XMPP_ADDR = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.5");
    private static final ASN1ObjectIdentifier DNS_SRV = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.7");
    private static final Set<String> SERVICES =
            Set.of("_xmpp-client", "_xmpps-client", "_xmpp-server", "_xmpps-server");

    private OtherName() {}

    /**
     * The host that an otherName stands for.
     *
     * @param der the DER of the general name, with or without its outer tag
     */
    static Optional<String> host(byte[] der) {
        try {
            ASN1Encodable outer = ASN1Primitive.fromByteArray(der);
            ASN1Sequence name = outer instanceof ASN1TaggedObject tagged
                    ? ASN1Sequence.getInstance(tagged, false)
                    : ASN1Sequence.getInstance(outer);
            var type = ASN1ObjectIdentifier.getInstance(name.getObjectAt(0));
            var value = ASN1TaggedObject.getInstance(name.getObjectAt(1)).getExplicitBaseObject();
            return value instanceof ASN1String text ? host(type, text.getString()) : Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | IOException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> host(ASN1ObjectIdentifier type, String text) {
        if (type.equals(XMPP_ADDR)) {
            // the address of a person names no host that we could prove to be
            return text.indexOf('@') >= 0 || text.indexOf('/') >= 0 ? Optional.empty() : Optional.of(text);
        }
        int dot = text.indexOf('.');
        boolean ours = type.equals(DNS_SRV) && dot > 0 && SERVICES.contains(text.substring(0, dot));
        return ours ? Optional.of(text.substring(dot + 1)) : Optional.empty();
    }
}
