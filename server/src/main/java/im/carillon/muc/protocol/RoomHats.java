package im.carillon.muc.protocol;

import im.carillon.adhoc.AdHocCommand;
import im.carillon.adhoc.AdHocRequest;
import im.carillon.adhoc.CommandDialogues;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.jid.BareJid;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Room;
import im.carillon.routing.Router;
import im.carillon.spi.DiscoItem;
import im.carillon.stanza.ErrorCondition;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.xml.XmlElement;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ad-hoc commands of a room, which are those for hats (XEP-0317 0.3.1, XEP-0050 1.3.0). */
final class RoomHats implements RoomRequests, RoomFeature {

    private final Turns turns;
    private final CommandDialogues dialogues;
    private final Router router;
    private final Map<String, AdHocCommand> commands = new TreeMap<>();

    @Inject
    RoomHats(Turns turns, CommandDialogues dialogues, Router router, HatCommands hats) {
        this.turns = turns;
        this.dialogues = dialogues;
        this.router = router;
        hats.all().forEach(command -> commands.put(command.node(), command));
    }

    @Override
    public Set<String> namespaces() {
        return Set.of(CommandDialogues.NAMESPACE);
    }

    @Override
    public List<String> features(Room room) {
        return List.of(Namespace.HATS, CommandDialogues.NAMESPACE);
    }

    @Override
    public List<Field> fields(Room room) {
        return room.hats().isEmpty()
                ? List.of()
                : List.of(Field.of(FieldType.TEXT_SINGLE, "hats#hash", "Hats hash")
                        .with(room.hats().hash()));
    }

    @Override
    public Optional<List<DiscoItem>> items(Room room, String node, Iq iq) {
        if (!node.equals(CommandDialogues.NAMESPACE)) {
            return Optional.empty();
        }
        AdHocRequest asked = new AdHocRequest(room.address(), iq.sender());
        return Optional.of(commands.values().stream()
                .filter(command -> command.isAllowed(asked))
                .map(command -> new DiscoItem(room.address(), Optional.of(command.node()), Optional.of(command.name())))
                .toList());
    }

    @Override
    public void handle(Iq iq, BareJid address, UnitOfWork unit) throws StanzaException {
        XmlElement command = iq.payload().orElseThrow();
        turns.require(address);
        if (iq.type() != Iq.Type.SET || !command.is(CommandDialogues.NAMESPACE, "command")) {
            throw new StanzaException(ErrorCondition.BAD_REQUEST, "commands are run by requests of type set");
        }
        XmlElement answer = dialogues.answer(
                new AdHocRequest(address, iq.sender()), command, node -> Optional.ofNullable(commands.get(node)));
        router.route(iq.result(answer), unit);
    }
}
