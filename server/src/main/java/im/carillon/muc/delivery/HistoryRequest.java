package im.carillon.muc.delivery;

import im.carillon.jid.BareJid;
import im.carillon.muc.state.Namespace;
import im.carillon.muc.state.Said;
import im.carillon.stanza.Message;
import im.carillon.timeline.Positions;
import im.carillon.xml.XmlElement;
import im.carillon.xml.XmlEncoder;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * How much of the past somebody wants who enters (XEP-0045 §7.2.14). What is not said, or not said
 * well, does not limit.
 *
 * @param maxCharacters of the complete stanzas
 */
public record HistoryRequest(Optional<Integer> maxCharacters, Optional<Integer> maxStanzas, Optional<Instant> since) {

    public static final HistoryRequest ANYTHING =
            new HistoryRequest(Optional.empty(), Optional.empty(), Optional.empty());

    /** Reads the {@code <x/>} of a presence. */
    public static HistoryRequest of(XmlElement x, Instant now) {
        return x.child(Namespace.MUC, "history")
                .map(history -> new HistoryRequest(
                        number(history, "maxchars"),
                        number(history, "maxstanzas"),
                        latest(number(history, "seconds").map(now::minusSeconds), time(history))))
                .orElse(ANYTHING);
    }

    private static Optional<Integer> number(XmlElement history, String name) {
        try {
            return history.attribute(name)
                    .map(value -> Integer.parseInt(value.trim()))
                    .filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(XmlElement history) {
        try {
            return history.attribute("since")
                    .map(value -> OffsetDateTime.parse(value.trim()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return one.get().isAfter(other.get()) ? one : other;
    }

    /** The messages to be sent, oldest first: the newest ones that stay within every limit. */
    public List<Message> select(List<Said> said, BareJid room) {
        List<Message> chosen = new ArrayList<>();
        int characters = 0;
        for (Said message : said.reversed()) {
            if (maxStanzas.filter(most -> chosen.size() >= most).isPresent()
                    || since.filter(from -> Positions.time(message.position()).isBefore(from))
                            .isPresent()) {
                break;
            }
            Message past = RoomMessage.past(message, room);
            if (maxCharacters.isPresent()) {
                characters += XmlEncoder.encode(past.element(), "").length;
                if (characters > maxCharacters.get()) {
                    break;
                }
            }
            chosen.add(past);
        }
        Collections.reverse(chosen);
        return chosen;
    }
}
