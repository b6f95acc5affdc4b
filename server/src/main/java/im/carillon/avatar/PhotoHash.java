package im.carillon.avatar;

import im.carillon.routing.PresenceAddition;
import im.carillon.session.Session;
import im.carillon.stanza.Presence;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Puts the hash of the avatar into presence (XEP-0398 §4, XEP-0153 §4). A client that says that it has
 * no photo is believed; one that says nothing, or is not ready to say, is helped.
 */
final class PhotoHash implements PresenceAddition {

    private static final String UPDATE = "vcard-temp:x:update";

    private final Avatars avatars;

    @Inject
    PhotoHash(Avatars avatars) {
        this.avatars = avatars;
    }

    @Override
    public Presence completed(Session session, Presence presence) {
        Optional<XmlElement> update = presence.element().child(UPDATE, "x");
        Optional<XmlElement> photo = update.flatMap(x -> x.child(UPDATE, "photo"));
        if (photo.filter(XmlElement::hasNoContent).isPresent()) {
            return presence;
        }
        Optional<String> hash = hash(session, presence);
        if (hash.isEmpty() && (update.isEmpty() || photo.isPresent())) {
            return presence;
        }
        XmlElement x = XmlElement.builder(UPDATE, "x")
                .child(XmlElement.of(UPDATE, "photo", hash.orElse("")))
                .build();
        return presence.withElement(
                presence.element().withoutChildren(UPDATE, "x").withChild(x));
    }

    /** Whoever gets the presence must be able to get the image. */
    private Optional<String> hash(Session session, Presence presence) {
        return avatars.of(session.account()) instanceof Avatars.State.Present present
                        && (present.isOpen() || presence.to().isEmpty() && present.isForContacts())
                ? Optional.of(present.avatar().hash())
                : Optional.empty();
    }
}
