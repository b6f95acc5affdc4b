package im.carillon.pubsub.node;

import im.carillon.dataforms.Field;
import im.carillon.dataforms.FieldType;
import im.carillon.dataforms.Form;
import im.carillon.dataforms.InvalidFormException;
import im.carillon.dataforms.Option;
import im.carillon.dataforms.Submission;
import im.carillon.xml.XmlElement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a subscriber wants to be notified (XEP-0060 §16.4.2).
 *
 * @param deliver whether at all for now
 * @param expiry when the subscription ends
 * @param temporary whether it ends with the presence of the subscriber
 * @param shows with which presences, as in {@code <show/>} or {@code online}; empty for all and none
 */
public record SubscriptionOptions(boolean deliver, Optional<Instant> expiry, boolean temporary, Set<String> shows) {

    public static final String FORM_TYPE = "http://jabber.org/protocol/pubsub#subscribe_options";
    public static final SubscriptionOptions STANDARD = new SubscriptionOptions(true, Optional.empty(), false, Set.of());

    private static final String DELIVER = "pubsub#deliver";
    private static final String EXPIRE = "pubsub#expire";
    private static final String SHOW_VALUES = "pubsub#show-values";
    private static final String PRESENCE = "presence";
    private static final List<String> SHOWS = List.of("away", "chat", "dnd", "online", "xa");

    /** The longest lease. */
    private static final Duration LONGEST = Duration.ofDays(10 * 365);

    public SubscriptionOptions {
        shows = Set.copyOf(shows);
    }

    public boolean isExpired(Instant now) {
        return expiry.isPresent() && !expiry.get().isAfter(now);
    }

    public Form form() {
        return Form.asking(FORM_TYPE, fields());
    }

    public XmlElement result() {
        return Form.result(FORM_TYPE, List.of(fields())).toElement();
    }

    private Field[] fields() {
        return new Field[] {
            Field.of(FieldType.BOOLEAN, DELIVER, "Whether to be notified").with(deliver ? "1" : "0"),
            Field.of(FieldType.TEXT_SINGLE, EXPIRE, "When the subscription ends: a date and time, or presence")
                    .with(end().stream().toList()),
            Field.of(FieldType.LIST_MULTI, SHOW_VALUES, "With which presences to be notified")
                    .withOptions(SHOWS.stream().map(Option::new).toList())
                    .with(List.copyOf(new TreeSet<>(shows)))
        };
    }

    private Optional<String> end() {
        return temporary ? Optional.of(PRESENCE) : expiry.map(Instant::toString);
    }

    /** These options with what a form changes. */
    public SubscriptionOptions changedBy(XmlElement submitted, Instant now) throws InvalidFormException {
        Submission submission = form().read(submitted);
        Optional<String> end = submission.text(EXPIRE).map(String::trim);
        boolean untilGone = end.filter(PRESENCE::equals).isPresent();
        return new SubscriptionOptions(
                submission.flag(DELIVER),
                end.isEmpty() || untilGone ? Optional.empty() : Optional.of(expiry(end.get(), now)),
                untilGone,
                Set.copyOf(submission.texts(SHOW_VALUES)));
    }

    /** XEP-0082; a lease that is too long is shortened (XEP-0060 §12.18). */
    private static Instant expiry(String text, Instant now) throws InvalidFormException {
        try {
            Instant wanted = OffsetDateTime.parse(text).toInstant();
            if (!wanted.isAfter(now)) {
                throw new InvalidFormException(EXPIRE + " is in the past");
            }
            Instant last = now.plus(LONGEST);
            return wanted.isAfter(last) ? last : wanted;
        } catch (DateTimeParseException e) {
            throw new InvalidFormException(EXPIRE + " is a date and time such as 2026-12-31T23:59:59Z");
        }
    }

    /** As it is stored: the three values, separated by semicolons. */
    public String stored() {
        return equals(STANDARD)
                ? ""
                : (deliver ? "1" : "0") + ';' + end().orElse("") + ';' + String.join(",", new TreeSet<>(shows));
    }

    public static SubscriptionOptions ofStored(String stored) {
        if (stored.isEmpty()) {
            return STANDARD;
        }
        String[] parts = stored.split(";", -1);
        boolean untilGone = parts[1].equals(PRESENCE);
        return new SubscriptionOptions(
                parts[0].equals("1"),
                parts[1].isEmpty() || untilGone ? Optional.empty() : Optional.of(Instant.parse(parts[1])),
                untilGone,
                parts[2].isEmpty() ? Set.of() : Set.of(parts[2].split(",")));
    }
}
