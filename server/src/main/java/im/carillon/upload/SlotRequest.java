package im.carillon.upload;

import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.StanzaException;
import im.carillon.xml.XmlElement;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody wants to upload (XEP-0363 §4).
 *
 * @param size in bytes
 */
record SlotRequest(FileName name, long size, Optional<MediaType> type, Purpose purpose) {

    static final String NAMESPACE = "urn:xmpp:http:upload:0";

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,18}");

    static SlotRequest of(XmlElement request, Instant now) throws StanzaException {
        FileName name = FileName.of(required(request, "filename"))
                .orElseThrow(() -> new StanzaException(
                        ErrorCondition.BAD_REQUEST,
                        "a filename has 1 to 255 bytes, no slashes and no control characters"));
        String size = required(request, "size").strip();
        if (!NUMBER.matcher(size).matches() || Long.parseLong(size) == 0) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "the size must be a positive number of bytes");
        }
        Optional<String> type = request.attribute("content-type").filter(text -> !text.isBlank());
        Optional<MediaType> known = type.flatMap(MediaType::of);
        if (type.isPresent() && known.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "the content-type is no media type");
        }
        return new SlotRequest(name, Long.parseLong(size), known, Purpose.of(request, now));
    }

    private static String required(XmlElement request, String name) throws StanzaException {
        return request.attribute(name)
                .orElseThrow(() -> new StanzaException(ErrorCondition.BAD_REQUEST, "the request has no " + name));
    }
}
