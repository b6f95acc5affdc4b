package im.carillon.bosh;

import im.carillon.transport.Frame;
import im.carillon.xml.Namespaces;
import im.carillon.xml.XmlEncoder;

/** Makes the stream header that a client of BOSH never sends (XEP-0206 §3, §5). */
final class StreamOpening {

    private StreamOpening() {}

    /** @param host where the request goes to, if it does not say so itself */
    static Frame of(BodyRequest request, String host) {
        XmlEncoder header = new XmlEncoder()
                .raw("<stream:stream")
                .attribute("xmlns", Namespaces.CLIENT)
                .attribute("xmlns:stream", Namespaces.STREAMS)
                .attribute("to", request.body().attributeOr("to", host))
                .attribute(
                        "version",
                        request.body().attribute(Body.XBOSH, "version").orElse("1.0"));
        request.body().attribute("from").ifPresent(from -> header.attribute("from", from));
        request.body().attribute(Namespaces.XML, "lang").ifPresent(lang -> header.attribute("xml:lang", lang));
        return new Frame.StreamOpened(header.raw(">").toBytes());
    }

    /** What a client would send for a stream that was opened before a restart. */
    static byte[] again(String host, String language) {
        XmlEncoder header = new XmlEncoder()
                .raw("<stream:stream")
                .attribute("xmlns", Namespaces.CLIENT)
                .attribute("xmlns:stream", Namespaces.STREAMS)
                .attribute("to", host)
                .attribute("version", "1.0");
        if (!language.isEmpty()) {
            header.attribute("xml:lang", language);
        }
        return header.raw(">").toBytes();
    }
}
