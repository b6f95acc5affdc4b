package im.carillon.muc.delivery;

import im.carillon.muc.state.Seat;
import im.carillon.stanza.Stanza;
import java.util.List;

/** One stanza on its way to clients; each gets a copy with its own {@code to}. */
public record Dispatch(Stanza stanza, List<Seat> seats) {}
