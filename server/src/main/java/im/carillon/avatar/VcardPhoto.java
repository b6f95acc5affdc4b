package im.carillon.avatar;

import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.pep.PersonalNodes;
import im.carillon.pubsub.node.NodeOption;
import im.carillon.spi.DiscoContributor;
import im.carillon.spi.IqTarget;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.vcard.VcardExtension;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shows the published avatar as the photo of the vCard, and publishes a photo that is written there
 * (XEP-0398 §3).
 */
final class VcardPhoto implements VcardExtension, DiscoContributor {

    private static final String FEATURE = "urn:xmpp:pep-vcard-conversion:0";
    private static final String VCARD = "vcard-temp";
    private static final String PHOTO = "PHOTO";

    /** A vCard is for everybody, so is what was in it. */
    private static final Map<NodeOption, String> FRESH = Map.of(NodeOption.ACCESS_MODEL, "open");

    private final Avatars avatars;
    private final PersonalNodes nodes;

    @Inject
    VcardPhoto(Avatars avatars, PersonalNodes nodes) {
        this.avatars = avatars;
        this.nodes = nodes;
    }

    @Override
    public Set<String> features(IqTarget target) {
        return target == IqTarget.ACCOUNT ? Set.of(FEATURE) : Set.of();
    }

    @Override
    public XmlElement shown(BareJid owner, Jid to, XmlElement vcard) {
        return switch (avatars.of(owner)) {
            case Avatars.State.Unknown() -> vcard;
            case Avatars.State.None() -> vcard.withoutChildren(VCARD, PHOTO);
            case Avatars.State.Present present ->
                avatars.image(present, to)
                        .map(image -> vcard.withoutChildren(VCARD, PHOTO)
                                .withChild(photo(present.avatar().type(), image)))
                        .orElse(vcard);
        };
    }

    private static XmlElement photo(String type, String image) {
        return XmlElement.builder(VCARD, PHOTO)
                .child("TYPE", type)
                .child("BINVAL", image)
                .build();
    }

    @Override
    public void written(BareJid owner, XmlElement vcard, UnitOfWork unit) throws StanzaException {
        Optional<XmlElement> photo = vcard.child(VCARD, PHOTO);
        Optional<byte[]> image =
                photo.flatMap(element -> element.childText(VCARD, "BINVAL")).flatMap(VcardPhoto::decoded);
        if (image.isEmpty()) {
            return;
        }
        String hash = sha1(image.get());
        if (avatars.of(owner) instanceof Avatars.State.Present present
                && present.avatar().hash().equals(hash)) {
            return;
        }
        String type = photo.get().childText(VCARD, "TYPE").orElse("image/png").trim();
        XmlElement data = XmlElement.of(Avatar.DATA, "data", Base64.getEncoder().encodeToString(image.get()));
        XmlElement info = XmlElement.builder(Avatar.METADATA, "info")
                .attribute("bytes", Integer.toString(image.get().length))
                .attribute("id", hash)
                .attribute("type", type)
                .build();
        nodes.publish(owner, Avatar.DATA, FRESH, hash, data, unit);
        XmlElement metadata =
                XmlElement.builder(Avatar.METADATA, "metadata").child(info).build();
        nodes.publish(owner, Avatar.METADATA, FRESH, hash, metadata, unit);
    }

    /** Nothing when it is empty or no base64. */
    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] image = Base64.getMimeDecoder().decode(text.trim());
            return image.length == 0 ? Optional.empty() : Optional.of(image);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String sha1(byte[] image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
