package im.carillon.time;

import im.carillon.xml.XmlElement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A time with its offset in the formats of XEP-0082. */
record EntityTime(OffsetDateTime time) {

    static final String NAMESPACE = "urn:xmpp:time";

    /** Zero is written in digits, which more clients read than {@code Z}. */
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    XmlElement toElement() {
        return XmlElement.builder(NAMESPACE, "time")
                .child("tzo", OFFSET.format(time))
                .child(
                        "utc",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                time.withOffsetSameInstant(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)))
                .build();
    }
}
