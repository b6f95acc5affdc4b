package im.carillon.lastactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import im.carillon.testkit.Errors;
import im.carillon.testkit.RawClient;
import im.carillon.testkit.Subscribing;
import im.carillon.testkit.TestServer;
import im.carillon.xml.XmlElement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** XEP-0012 §3 to §5. */
class LastActivityTest {

    private static final String ASK = "<query xmlns='jabber:iq:last'/>";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void theServerTellsHowLongItRuns() throws Exception {
        try (RawClient juliet = SERVER.login("juliet", "balcony")) {
            XmlElement query =
                    juliet.ask("get", "l1", "localhost", ASK).firstChild().orElseThrow();
            assertThat(Long.parseLong(query.attributeOr("seconds", ""))).isBetween(0L, 3600L);
        }
    }

    @Test
    void contactsLearnWhenSomebodyLeftAndWithWhatWords() throws Exception {
        try (RawClient nurse = SERVER.online("nurse", "kitchen")) {
            try (RawClient romeo = SERVER.online("romeo", "orchard")) {
                Subscribing.subscribe(nurse, romeo);
                XmlElement here = nurse.ask("get", "l1", "romeo@localhost", ASK)
                        .firstChild()
                        .orElseThrow();
                assertThat(here.attribute("seconds")).contains("0");
                assertThat(here.hasNoContent()).isTrue();
                romeo.send("<presence type='unavailable'><status>Heading home</status></presence>");
                romeo.leave();
            }
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                XmlElement gone = nurse.ask("get", "l2", "romeo@localhost", ASK);
                assertThat(gone.firstChild().orElseThrow().text()).isEqualTo("Heading home");
                assertThat(gone.firstChild().orElseThrow().attribute("seconds")).isPresent();
            });
        }
    }

    @Test
    void whoAsksAboutOneselfIsThere() throws Exception {
        try (RawClient ghost = SERVER.login("ghost", "cellar")) {
            XmlElement here =
                    ghost.ask("get", "l1", "ghost@localhost", ASK).firstChild().orElseThrow();
            assertThat(here.attribute("seconds")).contains("0");
        }
    }

    @Test
    void strangersLearnNothing() throws Exception {
        try (RawClient friar = SERVER.online("friar", "cell");
                RawClient tybalt = SERVER.online("tybalt", "street")) {
            assertThat(Errors.condition(tybalt.ask("get", "l1", "friar@localhost", ASK)))
                    .isEqualTo("forbidden");
            assertThat(Errors.condition(tybalt.ask("get", "l2", "friar@localhost/cell", ASK)))
                    .isEqualTo("forbidden");
            assertThat(Errors.condition(tybalt.ask("get", "l3", "nobody@localhost", ASK)))
                    .isEqualTo("forbidden");
            assertThat(friar.drain()).isEmpty();
        }
    }

    @Test
    void aContactsClientIsAskedItself() throws Exception {
        try (RawClient juliet = SERVER.online("juliet", "balcony");
                RawClient paris = SERVER.online("paris", "palace")) {
            Subscribing.subscribe(paris, juliet);
            paris.send("<iq type='get' id='l1' to='juliet@localhost/balcony'>" + ASK + "</iq>");
            assertThat(juliet.receive(e -> e.attributeOr("id", "").equals("l1")).attribute("from"))
                    .contains("paris@localhost/palace");
        }
    }
}
