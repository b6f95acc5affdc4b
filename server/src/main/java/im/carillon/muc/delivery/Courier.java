package im.carillon.muc.delivery;

import im.carillon.muc.state.Seat;
import im.carillon.routing.Router;
import im.carillon.session.DeliveryFate;
import im.carillon.session.StoredAt;
import im.carillon.stanza.Stanza;
import im.carillon.storage.UnitOfWork;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings what a room sends to its occupants. Copies differ in {@code to} alone, so their content is
 * encoded once. What a unit carries goes out after its commit, on the committer's thread and
 * therefore in one order for all.
 */
@Singleton
public final class Courier {

    private final Router router;

    @Inject
    Courier(Router router) {
        this.router = router;
    }

    /** After the commit of a unit; also if there is none, since what is announced has happened. */
    public void announce(List<Dispatch> dispatches, UnitOfWork unit) {
        if (!dispatches.isEmpty()) {
            unit.afterCommit(() -> deliver(dispatches));
            unit.onFailure(e -> deliver(dispatches));
        }
    }

    /** Now; for what is announced after a commit. */
    public void deliver(List<Dispatch> dispatches) {
        for (Dispatch dispatch : dispatches) {
            List<Seat> seats = dispatch.seats();
            for (int i = 0; i < seats.size(); i++) {
                deliver(dispatch.stanza(), seats.get(i));
            }
        }
    }

    private void deliver(Stanza stanza, Seat seat) {
        if (seat.session().isEmpty()) {
            send(stanza.withTo(seat.address()));
        } else if (router.isWelcome(stanza, seat.account())) {
            seat.session().get().deliver(stanza.withTo(seat.address()));
        }
    }

    /** Routes something now. */
    public void send(Stanza stanza) {
        UnitOfWork unit = new UnitOfWork();
        router.route(stanza, unit);
        unit.finish();
    }

    /** While a unit is assembled: what is stored at a place goes to these clients once it is durable. */
    public void deliverStored(Stanza stanza, List<Seat> seats, StoredAt place, UnitOfWork unit) {
        DeliveryFate fate = DeliveryFate.indifferent();
        List<Seat> later = new ArrayList<>(seats.size());
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (!seat.isResumable()) {
                later.add(seat);
            } else if (router.isWelcome(stanza, seat.account())) {
                seat.session().get().deliverStored(unit, stanza.withTo(seat.address()), place, fate);
            }
        }
        unit.afterCommit(() -> deliverDurable(stanza, later, place));
    }

    private void deliverDurable(Stanza stanza, List<Seat> seats, StoredAt place) {
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (seat.session().isEmpty()) {
                send(stanza.withTo(seat.address()));
            } else if (router.isWelcome(stanza, seat.account())) {
                seat.session().get().deliverDurable(stanza.withTo(seat.address()), place);
            }
        }
    }
}
