package im.carillon.message;

import im.carillon.jid.BareJid;
import im.carillon.session.DeliveryFate;
import im.carillon.session.Session;
import im.carillon.stanza.Message;
import im.carillon.storage.Database;
import im.carillon.storage.UnitOfWork;
import im.carillon.timeline.Placement;
import im.carillon.timeline.Repeats;
import im.carillon.timeline.Timelines;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores messages and has them delivered. All of it happens while units are assembled, on the
 * committer's thread and in the order of the timelines: only there it is certain who is online.
 */
@Singleton
final class Filing {

    private final Timelines timelines;
    private final Repeats repeats;
    private final Recipients recipients;
    private final OfflineMessages offline;
    private final Visits visits;
    private final Database database;

    @Inject
    Filing(
            Timelines timelines,
            Repeats repeats,
            Recipients recipients,
            OfflineMessages offline,
            Visits visits,
            Database database) {
        this.timelines = timelines;
        this.repeats = repeats;
        this.recipients = recipients;
        this.offline = offline;
        this.visits = visits;
        this.database = database;
    }

    void file(Letter letter, UnitOfWork unit) {
        if (!repeats.isRepeat(letter.fingerprint(), letter.began(), unit)) {
            place(letter, unit);
        }
    }

    private void place(Letter letter, UnitOfWork unit) {
        Message message = letter.message();
        Audience all = recipients.audience(message);
        List<Session> behind = all.behind();
        Audience audience = all.without(behind);
        long position = timelines.nextPosition();
        Optional<Placement> received = received(letter, audience.misses());
        Optional<Placement> sent = letter.isToSelf() ? received : sent(letter);
        if (received.isEmpty() && sent.isEmpty()) {
            repeats.remember(letter.fingerprint(), position);
        } else {
            repeats.remember(letter.fingerprint(), position, unit);
            timelines.append(unit, position, message.element(), distinct(received, sent));
        }
        if (received.isPresent()) {
            visits.queue(behind, message, position, audience.misses());
            deliverReceived(letter, audience, received.get(), position, unit);
        } else {
            Deliveries.received(message, all, () -> keepAfterAll(letter), unit);
        }
        if (letter.archived() && sent.isPresent()) {
            BareJid account = message.sender().bare();
            Deliveries.storedSent(message, account, sent.get(), position, audience, unit);
        } else {
            Deliveries.sent(message, audience, unit);
        }
    }

    private static Optional<Placement> received(Letter letter, boolean missed) {
        return letter.archived() || missed
                ? letter.owner()
                        .map(owner -> new Placement(
                                owner.timeline(), letter.message().sender().bare(), true, missed, letter.ownerKeeps()))
                : Optional.empty();
    }

    private static Optional<Placement> sent(Letter letter) {
        return letter.archived()
                ? letter.sender()
                        .map(sender -> new Placement(
                                sender.timeline(),
                                letter.message().to().orElseThrow().bare(),
                                false,
                                false,
                                true))
                : Optional.empty();
    }

    private static List<Placement> distinct(Optional<Placement> received, Optional<Placement> sent) {
        List<Placement> placements = new ArrayList<>(2);
        received.ifPresent(placements::add);
        sent.filter(placement -> !placements.contains(placement)).ifPresent(placements::add);
        return placements;
    }

    private void deliverReceived(Letter letter, Audience audience, Placement received, long position, UnitOfWork unit) {
        if (!audience.direct().isEmpty() || !audience.received().isEmpty()) {
            DeliveryFate fate =
                    new DeliveryFate(() -> letter.owner().ifPresent(owner -> offline.waitAgain(owner, position)));
            BareJid account = letter.message().to().orElseThrow().bare();
            Deliveries.storedReceived(letter.message(), account, received, position, audience, fate, unit);
        }
    }

    /** It was stored nowhere, and all whom it was for are gone: it is stored now, for who has come meanwhile. */
    private void keepAfterAll(Letter letter) {
        UnitOfWork unit = new UnitOfWork();
        received(letter, true)
                .ifPresent(placement -> unit.whenAssembled(() -> timelines.append(
                        unit, timelines.nextPosition(), letter.message().element(), List.of(placement))));
        unit.afterCommit(() -> letter.owner().ifPresent(offline::offer));
        database.submit(unit);
    }
}
