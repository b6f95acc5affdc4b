package im.carillon.muc.protocol;

import im.carillon.config.RoomsConfig;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.muc.delivery.Courier;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.RoomForm;
import im.carillon.muc.store.RoomStore;
import im.carillon.routing.Router;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What owners do: configure a room, destroy it (XEP-0045 §10.1, §10.2, §10.9). */
final class OwnerRequests implements RoomRequests {

    private static final String ADMINS = "muc#roomconfig_roomadmins";
    private static final String OWNERS = "muc#roomconfig_roomowners";

    private final Turns turns;
    private final RoomStore store;
    private final Configuring configuring;
    private final Membership membership;
    private final Exit exit;
    private final Router router;
    private final Courier courier;
    private final Database database;
    private final RoomsConfig limits;

    @Inject
    OwnerRequests(
            Turns turns,
            RoomStore store,
            Configuring configuring,
            Membership membership,
            Exit exit,
            Router router,
            Courier courier,
            Database database,
            RoomsConfig limits) {
        this.turns = turns;
        this.store = store;
        this.configuring = configuring;
        this.membership = membership;
        this.exit = exit;
        this.router = router;
        this.courier = courier;
        this.database = database;
        this.limits = limits;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(Namespace.OWNER);
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        Room room = turns.require(address);
        requireOwner(room, iq);
        XmlElement query = iq.payload().orElseThrow();
        Optional<XmlElement> destroy = query.child(Namespace.OWNER, "destroy");
        Optional<XmlElement> form = Form.in(query);
        if (iq.type() == Iq.Type.GET) {
            XmlElement answer = XmlElement.builder(Namespace.OWNER, "query")
                    .child(form(room, RoomForm.fields(room.config())).toElement())
                    .build();
            router.route(iq.result(answer), unit);
        } else if (destroy.isPresent()) {
            destroy(iq, address, destroy.get());
        } else if (form.isEmpty()) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "a form or a destroy element was expected");
        } else if (form.get().attributeOr("type", "").equals("cancel")) {
            cancel(iq, room, unit);
        } else {
            configure(iq, address, form.get());
        }
    }

    private static void requireOwner(Room room, Iq iq) throws StanzaException {
        if (room.affiliation(iq.sender().bare()) != Affiliation.OWNER) {
            throw new StanzaException(ErrorCondition.FORBIDDEN, "only owners may do that");
        }
    }

    private static Form form(Room room, List<Field> settings) {
        List<Field> fields = new ArrayList<>(settings);
        fields.add(addresses(ADMINS, "Admins of the room", room, Affiliation.ADMIN));
        fields.add(addresses(OWNERS, "Owners of the room", room, Affiliation.OWNER));
        return Form.asking(Namespace.ROOM_CONFIG, fields.toArray(new Field[0]))
                .titled("Configuration of " + room.address());
    }

    private static Field addresses(String name, String label, Room room, Affiliation affiliation) {
        return Field.of(FieldType.JID_MULTI, name, label)
                .with(room.affiliated(affiliation).stream()
                        .map(each -> each.address().toString())
                        .toList());
    }

    private void configure(Iq iq, BareJid address, XmlElement filled) throws StanzaException {
        turns.durably(address, (room, handle) -> {
            requireOwner(room, iq);
            Submission submission = read(room, filled);
            RoomConfig config = config(submission).bounded(limits.maxOccupants());
            List<Affiliated> changes = affiliations(room, submission);
            store.configure(handle, room.id(), config);
            membership.write(handle, room, changes);
            return () -> {
                configuring.apply(room, config, changes, Optional.of(iq.sender().bare()));
                courier.send(iq.result());
            };
        });
    }

    private static Submission read(Room room, XmlElement filled) throws StanzaException {
        try {
            return form(room, RoomForm.lenient(room.config())).read(filled);
        } catch (InvalidFormException e) {
            throw notAcceptable(e);
        }
    }

    private static RoomConfig config(Submission submission) throws StanzaException {
        try {
            return RoomForm.config(submission);
        } catch (InvalidFormException e) {
            throw notAcceptable(e);
        }
    }

    private static StanzaException notAcceptable(InvalidFormException e) {
        return new StanzaException(ErrorCondition.NOT_ACCEPTABLE, String.valueOf(e.getMessage()));
    }

    /** The lists in the form are complete (§10.1.3). */
    private static List<Affiliated> affiliations(Room room, Submission submission) throws StanzaException {
        Map<BareJid, Affiliation> wanted = new LinkedHashMap<>();
        for (Affiliation affiliation : List.of(Affiliation.ADMIN, Affiliation.OWNER)) {
            room.affiliated(affiliation).forEach(each -> wanted.put(each.address(), Affiliation.NONE));
        }
        submission.addresses(ADMINS).forEach(admin -> wanted.put(admin.bare(), Affiliation.ADMIN));
        submission.addresses(OWNERS).forEach(owner -> wanted.put(owner.bare(), Affiliation.OWNER));
        if (!wanted.containsValue(Affiliation.OWNER)) {
            throw new StanzaException(ErrorCondition.CONFLICT, "a room keeps one owner at least");
        }
        List<Affiliated> changes = new ArrayList<>();
        wanted.forEach((account, affiliation) -> {
            if (room.affiliation(account) != affiliation) {
                changes.add(new Affiliated(
                        account, affiliation, room.affiliated(account).flatMap(Affiliated::nick), Optional.empty()));
            }
        });
        return changes;
    }

    private void cancel(Iq iq, Room room, UnitOfWork unit) throws StanzaException {
        if (room.isLocked()) {
            destroy(iq, room.address(), XmlElement.of(Namespace.OWNER, "destroy"));
        } else {
            router.route(iq.result(), unit);
        }
    }

    private void destroy(Iq iq, BareJid address, XmlElement asked) throws StanzaException {
        XmlElement.Builder destroy =
                XmlElement.builder(Namespace.USER, "destroy").attribute("jid", asked.attribute("jid"));
        asked.childText(Namespace.OWNER, "reason").ifPresent(reason -> destroy.child("reason", reason));
        asked.childText(Namespace.OWNER, "password").ifPresent(password -> destroy.child("password", password));
        XmlElement told = destroy.build();
        turns.durably(address, (room, handle) -> {
            requireOwner(room, iq);
            RoomStore.delete(handle, room.id());
            return () -> {
                UnitOfWork unit = new UnitOfWork();
                exit.destroy(room, told, unit);
                unit.afterCommit(() -> courier.send(iq.result()));
                database.submit(unit);
            };
        });
    }
}
