/**
 * The administration commands: one registry of them, so that the command line, an HTTP API, an
 * admin page and ad-hoc commands offer the same ones with the same words and the same results.
 *
 * <p>A feature brings its commands as a {@link im.carillon.command.CommandSource}, bound into a set:
 *
 * {@snippet lang="java" :
 * final class RoomCommands implements CommandSource {
 *
 *     private static final Parameter<BareJid> ROOM =
 *             Parameter.positional("room", ParameterType.ADDRESS, "The address of the room.");
 *     private static final Parameter<String> REASON =
 *             Parameter.option("reason", ParameterType.TEXT, "What the occupants are told.");
 *
 *     private final Rooms rooms;
 *
 *     @Inject
 *     RoomCommands(Rooms rooms) {
 *         this.rooms = rooms;
 *     }
 *
 *     @Override
 *     public List<Command> commands() {
 *         return List.of(
 *                 Command.named("room list").summary("Lists the rooms.").runs(this::list),
 *                 Command.named("room destroy")
 *                         .summary("Destroys a room.")
 *                         .takes(ROOM, REASON)
 *                         .confirms("This removes the room and its history.")
 *                         .runs(this::destroy));
 *     }
 *
 *     private CommandResult list(CommandInvocation invocation) {
 *         CommandResult.TableBuilder table = CommandResult.table("address", "occupants");
 *         rooms.forEach(room -> table.row(room.address(), room.occupants()));
 *         return table.build();
 *     }
 *
 *     private CommandResult destroy(CommandInvocation invocation) {
 *         BareJid address = invocation.get(ROOM);
 *         if (!rooms.destroy(address, invocation.find(REASON))) {
 *             throw CommandException.notFound("There is no room " + address + ".");
 *         }
 *         return CommandResult.message("The room " + address + " is destroyed.");
 *     }
 * }
 *
 * // in the module of the feature
 * CommandSource.binder(binder()).addBinding().to(RoomCommands.class);
 * }
 */
@NullMarked
package im.carillon.command;

import org.jspecify.annotations.NullMarked;
