package im.carillon.session;

import im.carillon.session.OutboundQueue.Numbered;
import im.carillon.session.SessionChange.Acknowledged;
import im.carillon.session.SessionChange.Delivered;
import im.carillon.session.SessionChange.Enabled;
import im.carillon.session.SessionChange.Ended;
import im.carillon.session.SessionChange.Handled;
import im.carillon.session.SessionChange.Renumbered;
import im.carillon.session.SessionChange.Value;
import im.carillon.storage.ChangeInput;
import im.carillon.storage.ChangeOutput;
import im.carillon.timeline.TimelineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of session records in the journal. The numbers of the variants are never given to others. */
final class SessionChangeCodec {

    private static final int ENABLED = 1;
    private static final int HANDLED = 2;
    private static final int DELIVERED = 3;
    private static final int ACKNOWLEDGED = 4;
    private static final int RENUMBERED = 5;
    private static final int VALUE = 6;
    private static final int ENDED = 7;

    private SessionChangeCodec() {}

    static void encode(SessionChange change, ChangeOutput out) {
        switch (change) {
            case Enabled enabled ->
                head(out, ENABLED, enabled)
                        .text(enabled.address())
                        .bytes(enabled.secret())
                        .number(enabled.lifetime())
                        .number(enabled.since());
            case Handled handled ->
                head(out, HANDLED, handled).number(handled.number()).bytes(RequestCodec.encode(handled.unanswered()));
            case Delivered delivered ->
                place(head(out, DELIVERED, delivered).number(delivered.number()), delivered.place())
                        .number(delivered.answer());
            case Acknowledged acknowledged ->
                head(out, ACKNOWLEDGED, acknowledged).number(acknowledged.number());
            case Renumbered renumbered -> {
                head(out, RENUMBERED, renumbered)
                        .number(renumbered.acknowledged())
                        .number(renumbered.deliveries().size());
                renumbered
                        .deliveries()
                        .forEach(each ->
                                place(out.number(each.number()), each.place()).number(each.answer()));
            }
            case Value value -> {
                head(out, VALUE, value).text(value.name()).flag(value.value().isPresent());
                value.value().ifPresent(out::bytes);
            }
            case Ended ended -> head(out, ENDED, ended).number(ended.when());
        }
    }

    private static ChangeOutput head(ChangeOutput out, int variant, SessionChange change) {
        return out.number(variant).number(change.session());
    }

    private static ChangeOutput place(ChangeOutput out, StoredAt place) {
        return out.number(place.timeline().value())
                .number(place.position())
                .number(place.form().stored());
    }

    static SessionChange decode(ChangeInput in) {
        int variant = (int) in.number();
        long session = in.number();
        return switch (variant) {
            case ENABLED -> new Enabled(session, in.text(), in.bytes(), in.number(), in.number());
            case HANDLED -> new Handled(session, in.number(), RequestCodec.decode(in.bytes()));
            case DELIVERED -> new Delivered(session, in.number(), place(in), in.number());
            case ACKNOWLEDGED -> new Acknowledged(session, in.number());
            case RENUMBERED -> new Renumbered(session, in.number(), deliveries(in));
            case VALUE -> new Value(session, in.text(), in.flag() ? Optional.of(in.bytes()) : Optional.empty());
            case ENDED -> new Ended(session, in.number());
            default -> throw new IllegalStateException("the journal holds an unknown change of a session: " + variant);
        };
    }

    private static List<Numbered> deliveries(ChangeInput in) {
        int count = (int) in.number();
        List<Numbered> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deliveries.add(new Numbered(in.number(), place(in), in.number()));
        }
        return List.copyOf(deliveries);
    }

    private static StoredAt place(ChangeInput in) {
        return new StoredAt(new TimelineId(in.number()), in.number(), StoredAt.Form.of((int) in.number()));
    }
}
