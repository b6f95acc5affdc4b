package im.carillon.time;

import static org.assertj.core.api.Assertions.assertThat;

import im.carillon.testkit.Xml;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** XEP-0202 §2, with the formats of XEP-0082. */
class EntityTimeTest {

    @Test
    void tellsTheTimeInUtcAndTheOffset() {
        assertThat(new EntityTime(OffsetDateTime.parse("2006-12-19T11:58:35.123-06:00")).toElement())
                .isEqualTo(Xml.element(
                        "<time xmlns='urn:xmpp:time'><tzo>-06:00</tzo><utc>2006-12-19T17:58:35Z</utc></time>"));
        assertThat(new EntityTime(OffsetDateTime.parse("2006-12-19T17:58:00Z")).toElement())
                .isEqualTo(Xml.element(
                        "<time xmlns='urn:xmpp:time'><tzo>+00:00</tzo><utc>2006-12-19T17:58:00Z</utc></time>"));
    }
}
