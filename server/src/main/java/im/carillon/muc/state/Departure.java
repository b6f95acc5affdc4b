package im.carillon.muc.state;

import java.util.Optional;

/**
 * One client has left.
 *
 * @param before the occupant with that client
 * @param client that left
 * @param after the occupant with the clients that stay, if any does
 */
public record Departure(Occupant before, Client client, Optional<Occupant> after) {}
