package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Room;
import im.carillon.muc.store.RoomStore;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The card of a room with its picture (XEP-0486 0.1.0, XEP-0054 1.3.0). */
final class RoomVcards implements RoomRequests, RoomFeature {

    private static final String NAMESPACE = "vcard-temp";
    private static final int LARGEST_BYTES = 160 * 1024;

    private final Turns turns;
    private final RoomStore store;
    private final Configuring configuring;
    private final Router router;
    private final Courier courier;
    private final Database database;

    @Inject
    RoomVcards(
            Turns turns, RoomStore store, Configuring configuring, Router router, Courier courier, Database database) {
        this.turns = turns;
        this.store = store;
        this.configuring = configuring;
        this.router = router;
        this.courier = courier;
        this.database = database;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(NAMESPACE);
    }

    @Override
    public List<String> features(Room room) {
        return List.of(NAMESPACE);
    }

    @Override
    public List<Field> fields(Room room) {
        return room
                .avatarHash()
                .map(hash -> Field.of(FieldType.TEXT_MULTI, "muc#roominfo_avatarhash", "Avatar hash")
                        .with(hash))
                .stream()
                .toList();
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(address);
        XmlElement card = iq.payload().orElseThrow();
        if (iq.type() == Iq.Type.GET) {
            router.route(iq.result(store.vcard(room.id()).orElseGet(() -> XmlElement.of(NAMESPACE, "vCard"))), unit);
            return;
        }
        if (XmlEncoder.encode(card, "").length > LARGEST_BYTES) {
            throw new StanzaException(
                    ErrorCondition.POLICY_VIOLATION, "a vCard has " + LARGEST_BYTES + " bytes at most");
        }
        Optional<String> hash = hash(card);
        turns.durably(address, (present, handle) -> {
            if (present.affiliation(iq.sender().bare()) != Affiliation.OWNER) {
                throw new StanzaException(ErrorCondition.FORBIDDEN, "only owners set the picture of a room");
            }
            store.vcard(handle, present.id(), card, hash);
            return () -> {
                present.avatarHash(hash);
                courier.send(iq.result());
                UnitOfWork told = new UnitOfWork();
                configuring.changed(present, told);
                database.submit(told);
            };
        });
    }

    /** Of the picture itself (XEP-0153 §3.1). */
    private static Optional<String> hash(XmlElement card) throws StanzaException {
        Optional<String> picture = card.child(NAMESPACE, "PHOTO")
                .flatMap(photo -> photo.childText(NAMESPACE, "BINVAL"))
                .filter(text -> !text.isBlank());
        try {
            return picture.isEmpty()
                    ? Optional.empty()
                    : Optional.of(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-1")
                                    .digest(Base64.getMimeDecoder().decode(picture.get()))));
        } catch (IllegalArgumentException e) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "the picture is not in base64");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
