package im.carillon.adhoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.Submission;
import im.carillon.jid.BareJid;
import im.carillon.jid.Jid;
import im.carillon.spi.IqRequest;
import im.carillon.stanza.Iq;
import im.carillon.stanza.StanzaException;
import im.carillon.storage.UnitOfWork;
import im.carillon.testkit.Xml;
import im.carillon.xml.XmlElement;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** XEP-0050 §2.4, §3, §4.4. */
class AdHocCommandsTest {

    private static final String NS = CommandList.NAMESPACE;
    private static final Jid JULIET = Jid.of("juliet@example.org/balcony");
    private static final Jid ROMEO = Jid.of("romeo@example.org/orchard");

    /** Asks for a first and a last name, one after the other. */
    private record Greeting() implements AdHocCommand {

        @Override
        public String node() {
            return "greet";
        }

        @Override
        public String name() {
            return "Greet somebody";
        }

        @Override
        public boolean isAllowed(AdHocRequest request) {
            return request.from().equals(JULIET);
        }

        @Override
        public AdHocStep begin(AdHocRequest request) {
            return AdHocStep.next(form("first"), (action, filledIn) -> second(filledIn));
        }

        private static AdHocStep second(Submission first) {
            return AdHocStep.last(
                    form("last"),
                    (action, last) -> AdHocStep.done("Hello "
                            + first.text("first").orElseThrow() + ' '
                            + last.text("last").orElseThrow()));
        }

        private static Form form(String field) {
            return Form.asking(
                    "urn:example:greeting",
                    Field.of(FieldType.TEXT_SINGLE, field, field).asRequired());
        }
    }

    private final Executions executions = new Executions(new SecureRandom());
    private final CommandHandler handler =
            new CommandHandler(new CommandList(Set.of(() -> List.of(new Greeting()))), new CommandSteps(executions));

    private XmlElement run(Jid from, String attributes, String content) throws StanzaException {
        XmlElement command =
                Xml.element("<command xmlns='" + NS + "' node='greet' " + attributes + ">" + content + "</command>");
        BareJid host = BareJid.of("example.org");
        Iq iq = Iq.request(Iq.Type.SET, "1", from, host, command);
        return handler.handle(new IqRequest(iq, command, host, stanza -> {}, new UnitOfWork()))
                .orElseThrow();
    }

    private String begin() throws StanzaException {
        return run(JULIET, "", "").attributeOr("sessionid", "");
    }

    private static String filledIn(String field, String value) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='" + field + "'><value>" + value
                + "</value></field></x>";
    }

    private static List<String> actions(XmlElement answer) {
        return answer.child(NS, "actions").orElseThrow().children().stream()
                .map(XmlElement::name)
                .toList();
    }

    @Test
    void leadsThroughAllSteps() throws Exception {
        XmlElement first = run(JULIET, "action='execute'", "");
        assertThat(first.attribute("status")).contains("executing");
        assertThat(actions(first)).containsExactly("next");
        String id = "sessionid='" + first.attributeOr("sessionid", "") + "'";
        XmlElement second = run(JULIET, id + " action='next'", filledIn("first", "Juliet"));
        assertThat(actions(second)).containsExactlyInAnyOrder("prev", "complete");
        assertThat(second.child(NS, "actions").orElseThrow().attribute("execute"))
                .contains("complete");
        XmlElement done = run(JULIET, id, filledIn("last", "Capulet"));
        assertThat(done.attribute("status")).contains("completed");
        assertThat(done.childText(NS, "note")).contains("Hello Juliet Capulet");
    }

    @Test
    void goesBackAndOnAgain() throws Exception {
        String id = "sessionid='" + begin() + "'";
        run(JULIET, id, filledIn("first", "Rosaline"));
        assertThat(actions(run(JULIET, id + " action='prev'", ""))).containsExactly("next");
        run(JULIET, id, filledIn("first", "Juliet"));
        assertThat(run(JULIET, id, filledIn("last", "Capulet")).childText(NS, "note"))
                .contains("Hello Juliet Capulet");
    }

    @Test
    void canBeCanceled() throws Exception {
        String id = "sessionid='" + begin() + "'";
        assertThat(run(JULIET, id + " action='cancel'", "").attribute("status")).contains("canceled");
        refuses(JULIET, id, "", "not-allowed", "session-expired");
    }

    private void refuses(Jid from, String attributes, String content, String condition, String detail) {
        assertThatThrownBy(() -> run(from, attributes, content)).isInstanceOfSatisfying(StanzaException.class, e -> {
            assertThat(e.error().condition().wire()).isEqualTo(condition);
            assertThat(e.error().application().map(XmlElement::name).orElse("")).isEqualTo(detail);
        });
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        String id = "sessionid='" + begin() + "'";
        refuses(ROMEO, "", "", "forbidden", "");
        refuses(ROMEO, id, filledIn("first", "x"), "bad-request", "bad-sessionid");
        refuses(JULIET, "sessionid='never'", "", "bad-request", "bad-sessionid");
        refuses(JULIET, "action='dance'", "", "bad-request", "malformed-action");
        refuses(JULIET, "action='complete'", "", "bad-request", "bad-action");
        refuses(JULIET, id + " action='complete'", filledIn("first", "x"), "bad-request", "bad-action");
        refuses(JULIET, id + " action='prev'", "", "bad-request", "bad-action");
        refuses(JULIET, id, "", "bad-request", "bad-payload");
        refuses(JULIET, id, filledIn("last", "x"), "bad-request", "bad-payload");
        assertThat(actions(run(JULIET, id, filledIn("first", "x")))).contains("complete");
    }

    @Test
    void boundsWhatOneSessionLeavesOpen() throws Exception {
        for (int i = 0; i < Executions.MOST_PER_SESSION; i++) {
            begin();
        }
        refuses(JULIET, "", "", "resource-constraint", "");
    }
}
