package im.carillon.muc;

import static im.carillon.testkit.Errors.condition;
import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every privilege of XEP-0045 §5.1.1 and §5.2.1, tried by everybody who lacks it: the error that is
 * named there, and nothing changed.
 */
class RoomPrivilegesTest {

    private static final String ROOM = "castle@conference.localhost";
    private static final String CLOSED = "keep@conference.localhost";

    /** A line for what is tried, a column for who tries it; with a dot, it is theirs to do. */
    private static final String REFUSALS = """
            what           stranger              outcast               visitor        participant    moderator      member         admin
            say            not-acceptable        not-acceptable        forbidden      .              .              .              .
            subject        not-acceptable        not-acceptable        forbidden      forbidden      .              forbidden      .
            whisper        not-acceptable        not-acceptable        forbidden      .              .              .              .
            invite         not-acceptable        not-acceptable        .              .              .              .              .
            ask-occupant   not-acceptable        not-acceptable        .              .              .              .              .
            ask-for-voice  not-acceptable        not-acceptable        .              .              .              .              .
            kick           forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            kick-member    forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      .
            kick-admin     forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      .
            kick-owner     forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      not-allowed
            grant-voice    forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            revoke-voice   forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            mute-member    forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      .
            mute-admin     forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      not-allowed
            mute-owner     forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      not-allowed
            make-moderator forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            drop-moderator forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            drop-owner     forbidden             forbidden             forbidden      forbidden      not-allowed    forbidden      not-allowed
            retract        forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            list-voice     forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            list-visitors  forbidden             forbidden             forbidden      forbidden      .              forbidden      .
            list-moderator forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            list-banned    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            list-members   forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            list-admins    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            list-owners    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            ban            forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            ban-admin      forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      not-allowed
            ban-owner      forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      not-allowed
            unban          forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            make-member    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            drop-member    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      .
            make-admin     forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            drop-admin     forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            make-owner     forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            drop-owners    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            see-form       forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            configure      forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            set-picture    forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            destroy        forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            register       .                     forbidden             .              .              .              .              .
            read-archive   .                     forbidden             .              .              .              .              .
            closed-enter   registration-required registration-required .              .              .              .              .
            closed-invite  not-acceptable        not-acceptable        not-acceptable not-acceptable not-acceptable not-acceptable not-acceptable
            closed-archive forbidden             forbidden             forbidden      forbidden      forbidden      forbidden      forbidden
            closed-join    not-allowed           not-allowed           not-allowed    not-allowed    not-allowed    not-allowed    not-allowed
            """;

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private final Map<String, Visitor> actors = new LinkedHashMap<>();

    @Test
    void whatIsNotTheirsIsRefusedAndNothingChanges() throws Exception {
        try (Visitor king = Visitor.owning(
                        SERVER,
                        "king",
                        "castle",
                        "moderatedroom",
                        "1",
                        "persistentroom",
                        "1",
                        "allowpm",
                        "participants");
                Visitor keeper = Visitor.owning(SERVER, "keeper", "keep", "membersonly", "1", "persistentroom", "1")) {
            populate(king);
            king.say("said", "to be kept");
            String said = king.hear("said")
                    .child("urn:xmpp:sid:0", "stanza-id")
                    .orElseThrow()
                    .attributeOr("id", "");
            settle(king);
            String before = state(king, keeper);
            List<String> table = REFUSALS.lines().toList();
            List<String> actual = new ArrayList<>(List.of(table.getFirst()));
            String[] columns = table.getFirst().split(" +");
            for (String line : table.subList(1, table.size())) {
                String[] cells = line.split(" +");
                for (int i = 1; i < cells.length; i++) {
                    if (!cells[i].equals(".")) {
                        cells[i] = attempt(actor(columns[i]), cells[0], said);
                    }
                }
                actual.add(padded(line, cells));
            }
            assertThat(String.join("\n", actual)).isEqualTo(String.join("\n", table));
            assertThat(state(king, keeper)).isEqualTo(before);
            // nobody who was there has noticed anything
            assertThat(king.rest()).isEmpty();
            for (String actor : List.of("visitor", "participant", "moderator", "member", "admin")) {
                assertThat(actor(actor).rest()).as(actor).isEmpty();
            }
        } finally {
            for (Visitor actor : actors.values()) {
                actor.close();
            }
        }
    }

    private Visitor actor(String name) {
        return Optional.ofNullable(actors.get(name)).orElseThrow();
    }

    /** With the columns where they are in the line that was expected. */
    private static String padded(String expected, String[] cells) {
        StringBuilder line = new StringBuilder();
        int from = 0;
        for (int i = 0; i < cells.length; i++) {
            line.append(cells[i]);
            int end = from;
            while (end < expected.length() && expected.charAt(end) != ' ') {
                end++;
            }
            while (end < expected.length() && expected.charAt(end) == ' ') {
                end++;
            }
            while (line.length() < end && i < cells.length - 1) {
                line.append(' ');
            }
            from = end;
        }
        return line.toString();
    }

    private void populate(Visitor king) throws IOException {
        king.admin("<item jid='outcast@localhost' affiliation='outcast'/>");
        king.admin("<item jid='member@localhost' affiliation='member'/>");
        king.admin("<item jid='admin@localhost' affiliation='admin'/>");
        king.admin("<item jid='bishop@localhost' affiliation='admin'/>");
        king.admin("<item jid='knight@localhost' affiliation='member'/>");
        for (String name : List.of("stranger", "outcast")) {
            actors.put(name, Visitor.of(SERVER, name, "castle"));
        }
        for (String name : List.of(
                "visitor", "participant", "moderator", "member", "admin", "knight", "bishop", "page", "pawn", "rook")) {
            actors.put(name, Visitor.of(SERVER, name, "castle").entered(name));
        }
        for (String name : List.of("participant", "page")) {
            king.role(name, "participant");
        }
        for (String name : List.of("moderator", "rook")) {
            king.role(name, "moderator");
        }
    }

    /** Reads what the preparations brought to everybody. */
    private void settle(Visitor king) throws IOException {
        king.rest();
        for (Visitor actor : actors.values()) {
            actor.rest();
        }
    }

    private String attempt(Visitor actor, String what, String said) throws IOException {
        String id = what + '-' + actor.client().address().local();
        String stanza = switch (what) {
            case "say" -> group("<body>hear me</body>");
            case "subject" -> group("<subject>mine</subject>");
            case "whisper" -> message(ROOM + "/page", "chat", "<body>psst</body>");
            case "invite" -> message(ROOM, "normal", invitation("page@localhost"));
            case "ask-occupant" -> iq("get", ROOM + "/page", "<query xmlns='jabber:iq:version'/>");
            case "ask-for-voice" -> message(ROOM, "normal", voice());
            case "kick" -> role("page", "none");
            case "kick-member" -> role("knight", "none");
            case "kick-admin" -> role("bishop", "none");
            case "kick-owner" -> role("king", "none");
            case "grant-voice" -> role("pawn", "participant");
            case "revoke-voice" -> role("page", "visitor");
            case "mute-member" -> role("knight", "visitor");
            case "mute-admin" -> role("bishop", "visitor");
            case "mute-owner" -> role("king", "visitor");
            case "make-moderator" -> role("page", "moderator");
            case "drop-moderator" -> role("rook", "participant");
            case "drop-owner" -> role("king", "participant");
            case "retract" -> iq("set", ROOM, retraction(said));
            case "list-voice" -> list("role", "participant");
            case "list-visitors" -> list("role", "visitor");
            case "list-moderator" -> list("role", "moderator");
            case "list-banned" -> list("affiliation", "outcast");
            case "list-members" -> list("affiliation", "member");
            case "list-admins" -> list("affiliation", "admin");
            case "list-owners" -> list("affiliation", "owner");
            case "ban" -> affiliation("page", "outcast");
            case "ban-admin" -> affiliation("bishop", "outcast");
            case "ban-owner" -> affiliation("king", "outcast");
            case "unban" -> affiliation("outcast", "none");
            case "make-member" -> affiliation("page", "member");
            case "drop-member" -> affiliation("knight", "none");
            case "make-admin" -> affiliation("page", "admin");
            case "drop-admin" -> affiliation("bishop", "member");
            case "make-owner" -> affiliation("page", "owner");
            case "drop-owners" -> affiliation("king", "admin");
            case "see-form" -> iq("get", ROOM, "<query xmlns='" + Visitor.OWNER + "'/>");
            case "configure" -> iq("set", ROOM, Visitor.form("roomname", "Mine"));
            case "set-picture" ->
                iq("set", ROOM, "<vCard xmlns='vcard-temp'><PHOTO><BINVAL>aGVsbG8=</BINVAL></PHOTO></vCard>");
            case "destroy" -> iq("set", ROOM, "<query xmlns='" + Visitor.OWNER + "'><destroy/></query>");
            case "register" -> iq("set", ROOM, registration());
            case "read-archive" -> iq("set", ROOM, "<query xmlns='urn:xmpp:mam:2'/>");
            case "closed-enter" ->
                "<presence ID to='" + CLOSED + "/x'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
            case "closed-invite" -> message(CLOSED, "normal", invitation("page@localhost"));
            case "closed-archive" -> iq("set", CLOSED, "<query xmlns='urn:xmpp:mam:2'/>");
            case "closed-join" -> iq("set", CLOSED, registration());
            default -> throw new IllegalArgumentException(what);
        };
        actor.send(stanza.replaceFirst(" ID ", " id='" + id + "' "));
        XmlElement answer = actor.client().receive(e -> e.attributeOr("id", "").equals(id));
        return Visitor.isError(answer) ? condition(answer) : answer.attributeOr("type", "done");
    }

    private static String message(String to, String type, String payload) {
        return "<message ID to='" + to + "' type='" + type + "'>" + payload + "</message>";
    }

    private static String group(String payload) {
        return message(ROOM, "groupchat", payload);
    }

    private static String iq(String type, String to, String payload) {
        return "<iq ID type='" + type + "' to='" + to + "'>" + payload + "</iq>";
    }

    private static String invitation(String to) {
        return "<x xmlns='" + Visitor.USER + "'><invite to='" + to + "'/></x>";
    }

    private static String voice() {
        return "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + "<value>http://jabber.org/protocol/muc#request</value></field>"
                + "<field var='muc#role'><value>participant</value></field></x>";
    }

    private static String registration() {
        return "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'>"
                + "<value>http://jabber.org/protocol/muc#register</value></field>"
                + "<field var='muc#register_roomnick'><value>nobody</value></field></x></query>";
    }

    private static String retraction(String said) {
        return "<moderate id='" + said + "' xmlns='urn:xmpp:message-moderate:1'>"
                + "<retract xmlns='urn:xmpp:message-retract:1'/></moderate>";
    }

    private static String admin(String type, String item) {
        return iq(type, ROOM, "<query xmlns='" + Visitor.ADMIN + "'>" + item + "</query>");
    }

    private static String role(String nick, String role) {
        return admin("set", "<item nick='" + nick + "' role='" + role + "'/>");
    }

    private static String affiliation(String account, String affiliation) {
        return admin("set", "<item jid='" + account + "@localhost' affiliation='" + affiliation + "'/>");
    }

    private static String list(String attribute, String value) {
        return admin("get", "<item " + attribute + "='" + value + "'/>");
    }

    /** All that owners can ask for. */
    private static String state(Visitor... owners) throws IOException {
        List<XmlElement> answers = new ArrayList<>();
        for (Visitor owner : owners) {
            for (String role : List.of("moderator", "participant", "visitor")) {
                answers.add(owner.list("role", role));
            }
            for (String affiliation : List.of("outcast", "member", "admin", "owner")) {
                answers.add(owner.list("affiliation", affiliation));
            }
            answers.add(owner.client().ask("get", "form", owner.room(), "<query xmlns='" + Visitor.OWNER + "'/>"));
            answers.add(owner.client().ask("get", "card", owner.room(), "<vCard xmlns='vcard-temp'/>"));
            owner.send("<iq type='set' id='mam' to='" + owner.room() + "'><query xmlns='urn:xmpp:mam:2'/></iq>");
            XmlElement each;
            do {
                each = owner.client().receive();
                answers.add(each);
            } while (!each.name().equals("iq"));
        }
        return answers.stream()
                .flatMap(answer -> answer.children().stream())
                .map(XmlElement::toString)
                .map(text -> text.replaceAll(" queryid='[^']*'", ""))
                .collect(Collectors.joining("\n"));
    }
}
