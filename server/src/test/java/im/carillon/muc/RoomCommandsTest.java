package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import im.carillon.command.CommandException;
import im.carillon.command.CommandResult;
import im.carillon.command.Datum;
import im.carillon.command.Failure;
import im.carillon.testkit.Commands;
import im.carillon.testkit.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an administrator does with rooms, and what their occupants notice. */
class RoomCommandsTest {

    private static final String ROOM = "hall@conference.localhost";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void aRoomIsMadeShownChangedAndEnded() throws Exception {
        run("room create", "room", ROOM, "owner", "boss@localhost", "name", "The Hall");
        refused(Failure.CONFLICT, "room create", "room", ROOM, "owner", "boss@localhost");
        refused(Failure.REFUSED, "room create", "room", "x@localhost", "owner", "boss@localhost");
        assertThat(run("room show", "room", ROOM).data())
                .containsEntry("name", Datum.of("The Hall"))
                .containsEntry("persistent", Datum.of(true))
                .containsEntry("owners", Datum.of(List.of("boss@localhost")));
        assertThat(column(run("room list"))).contains(ROOM);
        try (Visitor guest = Visitor.of(SERVER, "guest", "hall").entered("guest")) {
            assertThat(column(run("room occupants", "room", ROOM))).containsExactly("guest");
            run("room affiliation", "room", ROOM, "account", "guest@localhost", "affiliation", "admin");
            assertThat(Visitor.item(guest.see("guest"), "role")).isEqualTo("moderator");
            assertThat(column(run("room affiliation", "room", ROOM)))
                    .containsExactly("boss@localhost", "guest@localhost");
            refused(
                    Failure.CONFLICT,
                    "room affiliation",
                    "room",
                    ROOM,
                    "account",
                    "boss@localhost",
                    "affiliation",
                    "none");
            refused(Failure.USAGE, "room affiliation", "room", ROOM, "account", "boss@localhost");
            assertThat(run("room cleanup").message()).contains("0 rooms were not used and are no more.");
            run("room destroy", "room", ROOM, "reason", "too loud");
            assertThat(guest.see("guest").toString()).contains("<destroy").contains("too loud");
            guest.say("x", "x");
            assertThat(condition(guest.hear("x"))).isEqualTo("item-not-found");
        }
        refused(Failure.NOT_FOUND, "room show", "room", ROOM);
    }

    @Test
    void aRoomIsSetUp() throws Exception {
        String room = "plan@conference.localhost";
        run("room create", "room", room, "owner", "boss@localhost");
        assertThat(column(run("room configure", "room", room))).contains("membersonly", "maxusers", "maxhistoryfetch");
        try (Visitor guest = Visitor.of(SERVER, "planner", "plan").entered("guest")) {
            run("room configure", "room", room, "setting", "roomname", "value", "The Plan");
            assertThat(Visitor.codes(guest.client().receive("message"))).containsExactly("104");
            run("room configure", "room", room, "setting", "presencebroadcast", "value", "moderator,participant");
            run("room configure", "room", room, "setting", "maxhistoryfetch", "value", "3");
            run("room configure", "room", room, "setting", "membersonly", "value", "true");
            assertThat(Visitor.codes(
                            guest.client().receive(e -> Visitor.codes(e).contains("322"))))
                    .contains("322");
        }
        run("room configure", "room", room, "setting", "roomsecret", "value", "open sesame");
        assertThat(run("room show", "room", room).data())
                .containsEntry("name", Datum.of("The Plan"))
                .containsEntry("members_only", Datum.of(true))
                .containsEntry("password", Datum.of(true));
        assertThat(run("room configure", "room", room)
                        .table()
                        .orElseThrow()
                        .rows()
                        .toString())
                .contains("participant,moderator")
                .doesNotContain("open sesame");
        refused(Failure.REFUSED, "room configure", "room", room, "setting", "colour", "value", "red");
        refused(Failure.REFUSED, "room configure", "room", room, "setting", "membersonly", "value", "perhaps");
        refused(Failure.REFUSED, "room configure", "room", room, "setting", "maxusers", "value", "-1");
        refused(Failure.USAGE, "room configure", "room", room, "setting", "membersonly");
        refused(
                Failure.NOT_FOUND,
                "room configure",
                "room",
                "no@conference.localhost",
                "setting",
                "lang",
                "value",
                "en");
    }

    private static CommandResult run(String words, String... arguments) {
        Map<String, String> given = new java.util.HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        return Commands.of(SERVER).run(words, given);
    }

    private static List<String> column(CommandResult result) {
        return result.table().orElseThrow().rows().stream()
                .map(row -> row.getFirst().shown())
                .toList();
    }

    private static void refused(Failure failure, String words, String... arguments) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> run(words, arguments))
                .satisfies(e -> assertThat(e.failure()).isEqualTo(failure));
    }
}
