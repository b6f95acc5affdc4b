package im.carillon.dataforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import im.carillon.jid.Jid;
import im.carillon.testkit.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0004 §3. */
class FormTest {

    private static final Form FORM = Form.asking(
            "urn:example:form",
            Field.of(FieldType.TEXT_SINGLE, "name", "Name").asRequired(),
            Field.of(FieldType.TEXT_PRIVATE, "password", ""),
            Field.of(FieldType.BOOLEAN, "flag", "").with("1"),
            Field.of(FieldType.JID_SINGLE, "jid", ""),
            Field.of(FieldType.JID_MULTI, "jids", ""),
            Field.of(FieldType.LIST_SINGLE, "colour", "")
                    .withOptions(List.of(new Option("red"), new Option("blue", "Blue!"))),
            Field.of(FieldType.TEXT_MULTI, "lines", ""));

    private static Submission submit(String fields) throws InvalidFormException {
        return FORM.read(Xml.element("<x xmlns='jabber:x:data' type='submit'>" + fields + "</x>"));
    }

    private static String field(String name, String... values) {
        StringBuilder field = new StringBuilder("<field var='" + name + "'>");
        for (String value : values) {
            field.append("<value>").append(value).append("</value>");
        }
        return field.append("</field>").toString();
    }

    @Test
    void isWrittenAsAForm() {
        Form form = Form.asking(
                        "urn:example:form",
                        Field.of(FieldType.LIST_SINGLE, "colour", "Which?")
                                .asRequired()
                                .with("red")
                                .withOptions(List.of(new Option("red", "Red"))))
                .titled("Colours", "Choose one.");
        assertThat(form.toElement())
                .isEqualTo(Xml.element("<x xmlns='jabber:x:data' type='form'>"
                        + "<title>Colours</title><instructions>Choose one.</instructions>"
                        + "<field var='FORM_TYPE' type='hidden'><value>urn:example:form</value></field>"
                        + "<field var='colour' type='list-single' label='Which?'><required/><value>red</value>"
                        + "<option label='Red'><value>red</value></option></field></x>"));
    }

    @Test
    void readsWhatWasFilledIn() throws Exception {
        Submission filledIn = submit(field("FORM_TYPE", "urn:example:form")
                + field("name", "  Juliet ")
                + field("password", " sp ace ")
                + field("flag", "false")
                + field("jid", "Juliet@Example.org/x")
                + field("jids", "a@b", "A@b", "c@d")
                + field("colour", "blue")
                + field("lines", "one", "", "two")
                + field("unknown", "ignored"));
        assertThat(filledIn.text("name")).contains("Juliet");
        assertThat(filledIn.text("password")).contains(" sp ace ");
        assertThat(filledIn.flag("flag")).isFalse();
        assertThat(filledIn.address("jid")).contains(Jid.of("juliet@example.org/x"));
        assertThat(filledIn.addresses("jids")).containsExactly(Jid.of("a@b"), Jid.of("c@d"));
        assertThat(filledIn.text("colour")).contains("blue");
        assertThat(filledIn.texts("lines")).containsExactly("one", "", "two");
        assertThat(filledIn.texts("unknown")).isEmpty();
    }

    @Test
    void whatIsLeftOutKeepsItsDefault() throws Exception {
        Submission filledIn = submit(field("name", "x"));
        assertThat(filledIn.flag("flag")).isTrue();
        assertThat(filledIn.address("jid")).isEmpty();
        assertThat(filledIn.text("password")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', name is required",
        "flag, maybe, flag is true or false",
        "jid, @, jid is no address",
        "jids, a@@b, jids is no address",
        "colour, green, colour has no choice 'green'",
        "FORM_TYPE, urn:other, another form",
    })
    void refusesWhatDoesNotFit(String name, String value, String complaint) {
        String fields = name.equals("name") ? "" : field("name", "x");
        assertThatThrownBy(() -> submit(fields + field(name, value)))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesSeveralValuesForOne() {
        assertThatThrownBy(() -> submit(field("name", "x", "y")))
                .isInstanceOf(InvalidFormException.class)
                .hasMessageContaining("one value");
        assertThatThrownBy(() -> FORM.read(Xml.element("<x xmlns='jabber:x:data' type='form'/>")))
                .isInstanceOf(InvalidFormException.class);
    }
}
