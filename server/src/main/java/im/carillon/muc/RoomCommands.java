package im.carillon.muc;

import im.carillon.command.Command;
import im.carillon.command.CommandException;
import im.carillon.command.CommandInvocation;
import im.carillon.command.CommandResult;
import im.carillon.command.CommandSource;
import im.carillon.command.Failure;
import im.carillon.command.Parameter;
import im.carillon.command.ParameterType;
import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.jid.BareJid;
import im.carillon.muc.protocol.RoomAdministration;
import im.carillon.muc.state.Affiliated;
import im.carillon.muc.state.Affiliation;
import im.carillon.muc.state.Occupant;
import im.carillon.muc.state.Room;
import im.carillon.muc.state.RoomConfig;
import im.carillon.muc.state.RoomForm;
import im.carillon.muc.state.Subject;
import im.carillon.stanza.StanzaException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code room list}, {@code show}, {@code create}, {@code configure}, {@code destroy}, {@code occupants}, {@code affiliation} and {@code cleanup}. */
final class RoomCommands implements CommandSource {

    private static final int MOST_DAYS = 36_500;

    private static final Parameter<BareJid> ROOM =
            Parameter.positional("room", ParameterType.ADDRESS, "The address of the room.");
    private static final Parameter<BareJid> OWNER =
            Parameter.positional("owner", ParameterType.ADDRESS, "The account that owns the room.");
    private static final Parameter<String> NAME =
            Parameter.option("name", ParameterType.TEXT, "What people call the room.");
    private static final Parameter<String> REASON =
            Parameter.option("reason", ParameterType.TEXT, "What the occupants are told.");
    private static final Parameter<BareJid> ACCOUNT =
            Parameter.optionalPositional("account", ParameterType.ADDRESS, "Whose affiliation to change.");
    private static final Parameter<String> AFFILIATION = Parameter.optionalPositional(
            "affiliation",
            ParameterType.choice("owner", "admin", "member", "none", "outcast"),
            "What it is to the room from now on.");
    private static final Parameter<String> SETTING =
            Parameter.optionalPositional("setting", ParameterType.TEXT, "Which setting to change.");
    private static final Parameter<String> VALUE = Parameter.optionalPositional(
            "value", ParameterType.TEXT, "What it is from now on; several values have commas between them.");
    private static final Parameter<Integer> DAYS = Parameter.option(
            "days", ParameterType.integer(1, MOST_DAYS), "How long nobody has said anything, 365 if not given.");

    private static final int USUAL_DAYS = 365;

    private final RoomAdministration rooms;
    private final InstantSource clock;

    @Inject
    RoomCommands(RoomAdministration rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.named("room list").summary("Lists the rooms.").runs(invocation -> list()),
                Command.named("room show")
                        .summary("Shows what a room is and how it is set up.")
                        .takes(ROOM)
                        .runs(this::show),
                Command.named("room create")
                        .summary("Makes a persistent room.")
                        .takes(ROOM, OWNER, NAME)
                        .runs(this::create),
                Command.named("room configure")
                        .summary("Shows or changes how a room is set up.")
                        .details("With a setting and a value it changes one; without them it shows all.")
                        .takes(ROOM, SETTING, VALUE)
                        .runs(this::configure),
                Command.named("room destroy")
                        .summary("Ends a room.")
                        .takes(ROOM, REASON)
                        .confirms("This ends the room with its settings, its lists and all that was said in it.")
                        .runs(this::destroy),
                Command.named("room occupants")
                        .summary("Shows who is in a room.")
                        .takes(ROOM)
                        .runs(this::occupants),
                Command.named("room affiliation")
                        .summary("Shows or changes what accounts are to a room.")
                        .details("With an account and an affiliation it changes one; without them it shows all.")
                        .takes(ROOM, ACCOUNT, AFFILIATION)
                        .runs(this::affiliation),
                Command.named("room cleanup")
                        .summary("Ends persistent rooms that nobody uses.")
                        .takes(DAYS)
                        .confirms("This ends every room that is empty and in which nobody said anything for long.")
                        .runs(this::cleanup));
    }

    private interface Change {
        void run() throws StanzaException;
    }

    private static CommandResult done(String message, Change change) {
        try {
            change.run();
            return CommandResult.message(message);
        } catch (StanzaException e) {
            Failure failure = switch (e.error().condition()) {
                case CONFLICT -> Failure.CONFLICT;
                case ITEM_NOT_FOUND -> Failure.NOT_FOUND;
                default -> Failure.REFUSED;
            };
            String text = e.error().text();
            throw new CommandException(failure, Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".");
        }
    }

    private Room room(CommandInvocation invocation) {
        BareJid address = invocation.get(ROOM);
        return rooms.find(address).orElseThrow(() -> CommandException.notFound("There is no room " + address + "."));
    }

    private CommandResult list() {
        CommandResult.TableBuilder table =
                CommandResult.table("address", "name", "occupants", "persistent", "public", "members_only");
        for (String service : rooms.services()) {
            for (BareJid address : rooms.all(service)) {
                rooms.find(address)
                        .ifPresent(room -> table.row(
                                address,
                                room.config().name(),
                                room.size(),
                                room.config().persistent(),
                                room.config().publicRoom(),
                                room.config().membersOnly()));
            }
        }
        return table.build();
    }

    private CommandResult show(CommandInvocation invocation) {
        Room room = room(invocation);
        RoomConfig config = room.config();
        return CommandResult.fields()
                .field("address", room.address())
                .field("name", config.name())
                .field("description", config.description())
                .field("subject", room.subject().map(Subject::text).orElse(""))
                .field("occupants", room.size())
                .field("persistent", config.persistent())
                .field("public", config.publicRoom())
                .field("members_only", config.membersOnly())
                .field("moderated", config.moderated())
                .field("password", config.password().isPresent())
                .field("addresses_shown_to", config.whoisAnyone() ? "anyone" : "moderators")
                .field("archived", config.archiving())
                .field("most_occupants", config.maxUsers())
                .field(
                        "owners",
                        room.affiliated(Affiliation.OWNER).stream()
                                .map(each -> each.address().toString())
                                .toList())
                .build();
    }

    private CommandResult create(CommandInvocation invocation) {
        BareJid address = invocation.get(ROOM);
        return done(
                "The room " + address + " is made.",
                () -> rooms.create(
                        address, invocation.get(OWNER), invocation.find(NAME).orElse("")));
    }

    private CommandResult configure(CommandInvocation invocation) {
        Optional<String> setting = invocation.find(SETTING);
        Optional<String> value = invocation.find(VALUE);
        if (setting.isEmpty()) {
            return settings(room(invocation).config());
        }
        String wanted = value.orElseThrow(() -> CommandException.usage("What is " + setting.get() + " to be?"));
        BareJid address = invocation.get(ROOM);
        return done(
                address + ": " + setting.get() + " is " + wanted + " now.",
                () -> rooms.configure(address, setting.get(), wanted));
    }

    private static CommandResult settings(RoomConfig config) {
        CommandResult.TableBuilder table = CommandResult.table("setting", "value", "meaning");
        for (Field setting : RoomForm.fields(config)) {
            String value = String.join(",", setting.values());
            boolean secret = setting.type() == FieldType.TEXT_PRIVATE && !value.isEmpty();
            table.row(RoomForm.shortName(setting), secret ? "(kept to itself)" : value, setting.label());
        }
        return table.build();
    }

    private CommandResult destroy(CommandInvocation invocation) {
        BareJid address = invocation.get(ROOM);
        return done("The room " + address + " is no more.", () -> rooms.destroy(address, invocation.find(REASON)));
    }

    private CommandResult occupants(CommandInvocation invocation) {
        CommandResult.TableBuilder table = CommandResult.table("nick", "account", "clients", "role", "affiliation");
        for (Occupant occupant : room(invocation).occupants()) {
            table.row(
                    occupant.nick(),
                    occupant.account(),
                    occupant.clients().size(),
                    occupant.role().wire(),
                    occupant.affiliation().wire());
        }
        return table.build();
    }

    private CommandResult affiliation(CommandInvocation invocation) {
        Optional<BareJid> account = invocation.find(ACCOUNT);
        Optional<String> wanted = invocation.find(AFFILIATION);
        if (account.isEmpty() && wanted.isEmpty()) {
            return affiliations(room(invocation));
        }
        Affiliation affiliation = wanted.flatMap(Affiliation::of)
                .orElseThrow(() -> CommandException.usage("What is the account to be in the room?"));
        BareJid whose = account.orElseThrow(() -> CommandException.usage("Whose affiliation is to be changed?"));
        BareJid address = invocation.get(ROOM);
        return done(
                whose + " is " + affiliation.wire() + " in " + address + " now.",
                () -> rooms.affiliate(address, whose, affiliation));
    }

    private static CommandResult affiliations(Room room) {
        CommandResult.TableBuilder table = CommandResult.table("account", "affiliation", "nick", "reason");
        for (Affiliation affiliation : List.of(Affiliation.values()).reversed()) {
            for (Affiliated each : room.affiliated(affiliation)) {
                table.row(
                        each.address(),
                        affiliation.wire(),
                        each.nick().orElse(""),
                        each.reason().orElse(""));
            }
        }
        return table.build();
    }

    private CommandResult cleanup(CommandInvocation invocation) {
        Duration age = Duration.ofDays(invocation.find(DAYS).orElse(USUAL_DAYS));
        List<BareJid> unused = rooms.unused(clock.instant().minus(age));
        for (BareJid address : unused) {
            done("", () -> rooms.destroy(address, Optional.of("nobody used this room")));
        }
        return CommandResult.message(unused.size() + " rooms were not used and are no more.");
    }
}
