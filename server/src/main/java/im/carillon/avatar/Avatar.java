package im.carillon.avatar;

import im.carillon.xml.XmlElement;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the metadata of an avatar say about the image that is kept with the account (XEP-0084 §4.2.1).
 *
 * @param hash the SHA-1 of the image, which is the id of its item
 * @param type the media type
 */
record Avatar(String hash, String type) {

    static final String DATA = "urn:xmpp:avatar:data";
    static final String METADATA = "urn:xmpp:avatar:metadata";

    private static final Pattern SHA_1 = Pattern.compile("[0-9a-fA-F]{40}");

    /** The one that is not somewhere on the web (XEP-0398 §3.1). */
    static Optional<Avatar> in(XmlElement metadata) {
        return metadata.children(METADATA, "info").stream()
                .filter(info -> info.attribute("url").isEmpty())
                .filter(info -> SHA_1.matcher(info.attributeOr("id", "")).matches())
                .map(info -> new Avatar(info.attributeOr("id", ""), info.attributeOr("type", "image/png")))
                .findFirst();
    }
}
