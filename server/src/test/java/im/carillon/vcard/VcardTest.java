package im.carillon.vcard;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0054 §3. */
class VcardTest {

    private static final String ASK = "<vCard xmlns='vcard-temp'/>";
    private static final String CARD = "<vCard xmlns='vcard-temp'><FN>Juliet</FN></vCard>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void everybodyReadsWhatTheOwnerWrote() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony");
                RawClient romeo = SERVER.login("romeo", "orchard")) {
            assertThat(juliet.ask("set", "v1", "", CARD).attribute("type")).contains("result");
            for (XmlElement answer :
                    new XmlElement[] {juliet.ask("get", "v2", "", ASK), romeo.ask("get", "v2", "juliet@localhost", ASK)
                    }) {
                assertThat(answer.child("vcard-temp", "vCard").flatMap(card -> card.childText("vcard-temp", "FN")))
                        .contains("Juliet");
            }
        }
    }

    @Test
    void aMissingCardIsEmptyForTheOwnerAndAMissingAccountForOthers() throws Exception {
        SERVER.account("paris");
        try (RawClient nurse = SERVER.login("nurse", "kitchen")) {
            XmlElement own = nurse.ask("get", "v1", "", ASK);
            assertThat(own.child("vcard-temp", "vCard").orElseThrow().hasNoContent())
                    .isTrue();
            assertThat(Errors.condition(nurse.ask("get", "v2", "paris@localhost", ASK)))
                    .isEqualTo("service-unavailable");
            assertThat(Errors.condition(nurse.ask("get", "v3", "nobody@localhost", ASK)))
                    .isEqualTo("service-unavailable");
        }
    }

    @Test
    void nobodyWritesTheCardOfSomebodyElseNorOneWithoutMeasure() throws Exception {
        try (RawClient nurse = SERVER.login("nurse", "kitchen")) {
            assertThat(Errors.condition(nurse.ask("set", "v1", "juliet@localhost", CARD)))
                    .isEqualTo("forbidden");
            String huge = CARD.replace("Juliet", "x".repeat(200 * 1024));
            assertThat(Errors.condition(nurse.ask("set", "v2", "", huge))).isEqualTo("policy-violation");
        }
    }
}
