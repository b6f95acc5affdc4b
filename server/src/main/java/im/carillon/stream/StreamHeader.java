package im.carillon.stream;

import im.carillon.jid.BareJid;
import im.carillon.jid.InvalidJidException;
import im.carillon.routing.Hosts;
import im.carillon.stanza.StreamCondition;
import im.carillon.stanza.StreamException;
import im.carillon.xml.Namespaces;
import im.carillon.xml.StreamScope;
import im.carillon.xml.XmlAttribute;
import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a stream header must be, and how it is answered (RFC 6120 §4.7, §4.8). */
final class StreamHeader {

    /** 1.0 or later: a peer of a later version is answered with 1.0 and decides (RFC 6120 §4.7.5). */
    private static final Pattern VERSION = Pattern.compile("0*[1-9][0-9]{0,8}\\.[0-9]{1,9}");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,6}");

    private StreamHeader() {}

    /** Whether this looks like a language tag (RFC 5646); others would only be passed on to everybody. */
    static boolean isLanguage(String tag) {
        return LANGUAGE.matcher(tag).matches();
    }

    /** The host asked for, normalised, and what is wrong with the header, if anything. */
    record Check(String host, Optional<StreamException> problem) {}

    static Check check(StreamScope scope, Hosts hosts) {
        XmlElement root = scope.root();
        String asked = root.attributeOr("to", "");
        String host = normal(asked);
        if (!root.namespace().equals(Namespaces.STREAMS)) {
            return bad(host, StreamCondition.INVALID_NAMESPACE, "the stream namespace is " + Namespaces.STREAMS);
        }
        if (!root.name().equals("stream")) {
            return bad(host, StreamCondition.BAD_FORMAT, "the root element is 'stream'");
        }
        if (!scope.isClient()) {
            return bad(host, StreamCondition.INVALID_NAMESPACE, "the default namespace is " + Namespaces.CLIENT);
        }
        if (!VERSION.matcher(root.attributeOr("version", "0.9")).matches()) {
            return bad(host, StreamCondition.UNSUPPORTED_VERSION, "this server speaks XMPP 1.0");
        }
        if (asked.isEmpty()) {
            return bad(host, StreamCondition.IMPROPER_ADDRESSING, "'to' names the host");
        }
        return hosts.isLocal(host)
                ? new Check(host, Optional.empty())
                : bad(host, StreamCondition.HOST_UNKNOWN, "this server does not serve that host");
    }

    private static Check bad(String host, StreamCondition condition, String text) {
        return new Check(host, Optional.of(new StreamException(condition, text)));
    }

    private static String normal(String asked) {
        try {
            BareJid host = BareJid.parse(asked);
            return host.isDomain() ? host.domain() : "";
        } catch (InvalidJidException e) {
            return "";
        }
    }

    static XmlElement answer(String host, String id, XmlElement root) {
        XmlElement.Builder answer = XmlElement.builder(Namespaces.STREAMS, "stream")
                .attribute("from", host.isEmpty() ? Optional.empty() : Optional.of(host))
                .attribute("id", id)
                .attribute("version", "1.0")
                .attribute(new XmlAttribute(Namespaces.XML, "lang", "en"));
        ClientStream.claimed(root).ifPresent(from -> answer.attribute("to", from.toString()));
        return answer.build();
    }

    /** The header before an error about a stream that was never opened (RFC 6120 §4.9.1.2). */
    static XmlElement bare(String id) {
        return XmlElement.builder(Namespaces.STREAMS, "stream")
                .attribute("id", id)
                .attribute("version", "1.0")
                .attribute(new XmlAttribute(Namespaces.XML, "lang", "en"))
                .build();
    }
}
