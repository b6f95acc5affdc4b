package im.carillon.muc.protocol;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.jid.BareJid;
import im.carillon.jid.FullJid;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.Subject;
import im.carillon.routing.Router;
import im.carillon.spi.DiscoIdentity;
import im.carillon.spi.DiscoInfo;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What rooms tell about themselves (XEP-0045 §6.4, §6.5, §7.12). */
final class RoomDiscovery implements RoomRequests {

    private static final String OWN_NICK = "x-roomuser-item";
    private static final String TRAFFIC = "http://jabber.org/protocol/muc#traffic";

    private static final int MOST_ITEMS = 1_000;

    private final Turns turns;
    private final Router router;
    private final Set<RoomFeature> features;

    @Inject
    RoomDiscovery(Turns turns, Router router, Set<RoomFeature> features) {
        this.turns = turns;
        this.router = router;
        this.features = features;
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(DiscoInfo.NAMESPACE, DiscoItem.NAMESPACE);
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        XmlElement query = iq.payload().orElseThrow();
        Room room = turns.require(address);
        if (iq.type() != Iq.Type.GET) {
            throw new StanzaException(ErrorCondition.NOT_ALLOWED, "this cannot be set");
        }
        Optional<String> node = query.attribute("node").filter(name -> !name.isEmpty());
        XmlElement answer = query.is(DiscoItem.NAMESPACE, "query")
                ? items(room, node, iq)
                : info(room, node, iq).toElement(node);
        router.route(iq.result(answer), unit);
    }

    /** Who is there is told to whoever may come and look (§6.5). */
    private XmlElement items(Room room, Optional<String> node, Iq iq) {
        XmlElement.Builder items =
                XmlElement.builder(DiscoItem.NAMESPACE, "query").attribute("node", node);
        if (node.isEmpty() && belongs(room, iq)) {
            room.occupants().stream()
                    .filter(occupant -> room.config().shows(occupant.role()))
                    .limit(MOST_ITEMS)
                    .forEach(occupant -> items.child(
                            new DiscoItem(occupant.address(), Optional.empty(), Optional.empty()).toElement()));
        }
        node.stream()
                .flatMap(name -> features.stream().flatMap(feature -> feature.items(room, name, iq).stream()))
                .flatMap(List::stream)
                .forEach(item -> items.child(item.toElement()));
        return items.build();
    }

    private DiscoInfo info(Room room, Optional<String> node, Iq iq) throws StanzaException {
        if (node.isEmpty()) {
            return info(room, iq);
        }
        return switch (node.get()) {
            case OWN_NICK -> ownNick(room, iq);
            case TRAFFIC ->
                throw new StanzaException(ErrorCondition.SERVICE_UNAVAILABLE, "all traffic passes through this room");
            default -> throw new StanzaException(ErrorCondition.ITEM_NOT_FOUND, "there is no such node");
        };
    }

    /** §7.12: nothing where nothing is reserved. */
    private static DiscoInfo ownNick(Room room, Iq iq) {
        List<DiscoIdentity> identities = room.affiliated(iq.sender().bare()).flatMap(Affiliated::nick).stream()
                .map(nick -> new DiscoIdentity("conference", "text", nick))
                .toList();
        return new DiscoInfo(identities, List.of(), List.of());
    }

    private DiscoInfo info(Room room, Iq iq) {
        RoomConfig config = room.config();
        String name = config.name().isEmpty() ? room.address().local() : config.name();
        List<String> found = new ArrayList<>(List.of(
                Namespace.MUC,
                DiscoInfo.NAMESPACE,
                DiscoItem.NAMESPACE,
                Namespace.MUC + "#stable_id",
                Namespace.MUC + "#self-ping-optimization",
                Namespace.OCCUPANT_ID,
                Namespace.STABLE_ID,
                config.membersOnly() ? "muc_membersonly" : "muc_open",
                config.moderated() ? "muc_moderated" : "muc_unmoderated",
                config.whoisAnyone() ? "muc_nonanonymous" : "muc_semianonymous",
                config.password().isPresent() ? "muc_passwordprotected" : "muc_unsecured",
                config.persistent() ? "muc_persistent" : "muc_temporary",
                config.publicRoom() ? "muc_public" : "muc_hidden"));
        features.forEach(feature -> found.addAll(feature.features(room)));
        return new DiscoInfo(
                List.of(new DiscoIdentity("conference", "text", name)),
                found,
                List.of(form(room, iq).toElement()));
    }

    private Form form(Room room, Iq iq) {
        RoomConfig config = room.config();
        List<Field> fields = new ArrayList<>();
        fields.add(text("muc#roominfo_description", config.description()));
        fields.add(text("muc#roominfo_occupants", Integer.toString(room.size())));
        fields.add(text("muc#roominfo_lang", config.language()));
        fields.add(text("muc#maxhistoryfetch", Integer.toString(config.maxHistory())));
        fields.add(flag("muc#roominfo_changesubject", config.changeSubject()));
        fields.add(flag("muc#roomconfig_changesubject", config.changeSubject()));
        fields.add(flag("muc#roominfo_subjectmod", config.changeSubject()));
        fields.add(text("muc#roomconfig_roomname", config.name()));
        if (!config.pubsub().isEmpty()) {
            fields.add(text("muc#roominfo_pubsub", config.pubsub()));
        }
        if (config.slowMode() > 0) {
            fields.add(text("muc#roominfo_slow_mode_duration", Integer.toString(config.slowMode())));
        }
        if (belongs(room, iq)) {
            fields.add(text(
                    "muc#roominfo_subject", room.subject().map(Subject::text).orElse("")));
        }
        if (config.whoisAnyone()) {
            fields.add(Field.of(FieldType.JID_MULTI, "muc#roominfo_contactjid", "")
                    .with(room.affiliated(Affiliation.OWNER).stream()
                            .map(each -> each.address().toString())
                            .toList()));
        }
        features.forEach(feature -> fields.addAll(feature.fields(room)));
        return Form.result(Namespace.ROOM_INFO, fields);
    }

    /** What is talked about is told to those who may hear it (§14.4). */
    private static boolean belongs(Room room, Iq iq) {
        boolean there =
                iq.sender() instanceof FullJid real && room.occupant(real).isPresent();
        boolean open = !room.config().membersOnly()
                && room.config().password().isEmpty()
                && room.config().publicRoom();
        Affiliation affiliation = room.affiliation(iq.sender().bare());
        return affiliation != Affiliation.OUTCAST && (open || there || affiliation.isAtLeast(Affiliation.MEMBER));
    }

    private static Field text(String name, String value) {
        return Field.of(FieldType.TEXT_SINGLE, name, "").with(value);
    }

    private static Field flag(String name, boolean value) {
        return Field.of(FieldType.BOOLEAN, name, "").with(value ? "1" : "0");
    }
}
